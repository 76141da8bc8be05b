from missionplanner.cli.main import run


def table(tmp_path):
    path = tmp_path / "t.csv"
    rows = [f"{i % 3 + i / 100},{'abc'[i % 3]},{i % 7 + 0.5}" for i in range(60)]
    path.write_text("\n".join(["y,soil,rain", *rows]) + "\n")
    return path


def test_p_of_shuffling_is_shown_where_it_was_asked_for(tmp_path, capsys) -> None:
    asked = ["geodetector", str(table(tmp_path)), "--response", "y"]
    assert run(asked) == 0
    assert "shuffled" not in capsys.readouterr().out
    assert run([*asked, "--permutations", "9"]) == 0
    shown = capsys.readouterr().out
    assert "p (shuffled)" in shown
    line = next(line for line in shown.splitlines() if "soil" in line)
    assert "0.100" in line  # nothing of nine shuffles reaches it: 1 / 10
    assert "Strongest 1 of 1 pairs" in shown
