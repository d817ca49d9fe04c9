"""Runs a command in a pseudo terminal and answers its questions; prints all that the terminal showed.

Standard input: {"command": [...], "env": {...}, "dialogue": [["text to wait for", "what to type"], ...]}
A third part {"command": [...], "input": "..."} of a dialogue is run before that is typed.
"""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

job = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execve(job["command"][0], job["command"], job["env"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

shown, read_to, dialogue = "", 0, job["dialogue"]
deadline = time.monotonic() + 25
while time.monotonic() < deadline:
    if dialogue and (found := shown.find(dialogue[0][0], read_to)) >= 0:
        _, typed, *before = dialogue.pop(0)
        read_to = len(shown)
        for other in before:
            subprocess.run(other["command"], input=other["input"].encode(), env=job["env"], stdout=subprocess.DEVNULL)
        time.sleep(0.1)
        os.write(terminal, f"{typed}\r".encode())
    if not select.select([terminal], [], [], 0.2)[0]:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    shown += data.decode(errors="replace")
else:
    os.kill(pid, 9)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"code": code, "shown": shown, "unanswered": dialogue}))
