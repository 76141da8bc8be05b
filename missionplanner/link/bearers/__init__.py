"""What carries packets: UDP, a serial port, a simulated channel. The only user of their drivers."""
