"""What tells a desktop about the program: its entry, its kinds of files, its description."""

DESKTOP = """\
    [Desktop Entry]
    Type=Application
    Name=Osprey Mission Planner
    Name[zh_CN]=Osprey 航测任务规划
    Comment=Plan verified drone survey missions over steep ground, and read the ecology from them
    Comment[zh_CN]=为陡峭地形规划经过验证的无人机航测任务，并分析生态状况
    Exec=missionplanner %f
    TryExec=missionplanner
    Icon=missionplanner
    Terminal=false
    StartupWMClass=missionplanner
    Categories=Science;Geoscience;Geography;
    MimeType=application/vnd.osprey.mission-pack;
    """

MIME = """\
    <?xml version="1.0" encoding="UTF-8"?>
    <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
      <mime-type type="application/vnd.osprey.mission-pack">
        <comment>Osprey project, packed</comment>
        <comment xml:lang="zh_CN">Osprey 打包项目</comment>
        <sub-class-of type="application/zip"/>
        <icon name="missionplanner"/>
        <glob pattern="*.mpack"/>
      </mime-type>
      <mime-type type="application/vnd.osprey.mission-plan">
        <comment>Osprey project</comment>
        <comment xml:lang="zh_CN">Osprey 项目</comment>
        <sub-class-of type="inode/directory"/>
        <icon name="missionplanner"/>
        <glob pattern="*.mplan"/>
      </mime-type>
    </mime-info>
    """

# What a shop for programs shows, and which version is there.
METAINFO = """\
    <?xml version="1.0" encoding="UTF-8"?>
    <component type="desktop-application">
      <id>org.osprey.missionplanner</id>
      <name>Osprey Mission Planner</name>
      <name xml:lang="zh_CN">Osprey 航测任务规划</name>
      <summary>Plan verified drone survey missions over steep ground</summary>
      <summary xml:lang="zh_CN">为陡峭地形规划经过验证的无人机航测任务</summary>
      <metadata_license>CC0-1.0</metadata_license>
      <project_license>GPL-3.0-or-later</project_license>
      <description>
        <p>
          Plans survey flights for several sensors over steep ground, clear of threats and within
          what batteries and wind allow, verifies them, and writes missions for the aircraft.
          Reads the ecology of a mine from imagery of several years.
        </p>
      </description>
      <launchable type="desktop-id">missionplanner.desktop</launchable>
      <provides>
        <binary>missionplanner</binary>
        <mediatype>application/vnd.osprey.mission-pack</mediatype>
      </provides>
      <content_rating type="oars-1.1"/>
      <releases>
        <release version="{version}" date="{day}"/>
      </releases>
    </component>
    """
