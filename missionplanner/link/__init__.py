"""The radio link: whether pictures get through (ITU-R P.526, LoRa), and how they are carried.

`session` and what it is made of do no input or output: bytes in, events and bytes out. Only
`bearers` knows sockets and serial ports.
"""
