"""What sieve-connect makes of the server: the values are checked here."""
import base64
import os
import socket
import subprocess
import sys
import tempfile

port, folder = int(sys.argv[1]), sys.argv[2]
work = tempfile.mkdtemp(dir=os.path.dirname(folder))


def sieve(*arguments, password="demo"):
    reading, writing = os.pipe()
    os.write(writing, password.encode() + b"\n")
    os.close(writing)
    ended = subprocess.run(
        ["sieve-connect", "--server", "127.0.0.1", "--port", str(port), "--nosrv", "--clearchan", "--user", "demo", "--authmech", "PLAIN",
         "--passwordfd", str(reading), *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[reading], timeout=60, encoding="utf-8", cwd=work)
    os.close(reading)
    return ended.returncode, ended.stdout


def done(*arguments):
    code, output = sieve(*arguments)
    assert code == 0, output
    return output


def refused(text, *arguments, **options):
    code, output = sieve(*arguments, **options)
    assert text in output, output


def local(name, content):
    with open(os.path.join(work, name), "wb") as file:
        file.write(content)
    return name


def stored(name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


refused("User or password is not right", "--list", password="wrong")
assert done("--list").strip() == ""

# Scripts are kept octet by octet, whatever they look like.
script = b'require ["fileinto"];\r\n# LOGOUT\r\nif header :contains "subject" "{5+}" {\r\n\tfileinto "caf\xc3\xa9";\r\n} else { keep; }\r\nLOGOUT;\r\n' * 200
done("--localsieve", local("a.sieve", script), "--remotesieve", "main", "--upload")
assert stored("main.sieve") == script
done("--localsieve", local("b.sieve", b"keep;"), "--remotesieve", 'caf\u00e9 "1"', "--upload")
done("--remotesieve", "main", "--localsieve", "back.sieve", "--download")
with open(os.path.join(work, "back.sieve"), "rb") as file:
    assert file.read().rstrip() == script.rstrip()
assert sorted(done("--list").split("\n")[:-1]) == ['"caf\u00e9 \\"1\\""', '"main"'], done("--list")

# One is active, which cannot be deleted.
done("--remotesieve", "main", "--activate")
assert '"main" ACTIVE' in done("--list")
refused("The active script cannot be deleted", "--remotesieve", "main", "--delete")
done("--deactivate")
assert "ACTIVE" not in done("--list")

# What is wrong is not kept.
refused("line 2: a command ends in ; or a block", "--localsieve", local("wrong.sieve", b"keep;\ndiscard"), "--remotesieve", "wrong", "--upload")
refused("line 2", "--localsieve", "wrong.sieve", "--checkscript")
done("--localsieve", "a.sieve", "--checkscript")
refused("too large", "--localsieve", local("large.sieve", b"#" * 1048577), "--remotesieve", "large", "--upload")
refused("There is no such script", "--remotesieve", "none", "--localsieve", "none.sieve", "--download")
assert sorted(os.listdir(folder)) == ["active", 'caf\u00e9 "1".sieve', "main.sieve"], os.listdir(folder)

# Nothing leads out of the folder.
with open(os.path.join(os.path.dirname(folder), "outside.sieve"), "wb") as file:
    file.write(b"secret;")
os.symlink("../outside.sieve", os.path.join(folder, "link.sieve"))
for name in ["../outside", "link", "/etc/passwd", ".."]:
    refused("There is no such script", "--remotesieve", name, "--localsieve", "stolen.sieve", "--download")
for name in ["../new", "..", ".hidden", "a/b"]:
    refused("The name cannot be taken", "--localsieve", "b.sieve", "--remotesieve", name, "--upload")
assert not os.path.exists(os.path.join(work, "stolen.sieve"))
assert "link" not in done("--list")
done("--remotesieve", "main", "--delete")
assert done("--list").split("\n")[:-1] == ['"caf\u00e9 \\"1\\""']

# What the client does not say is said line by line.
with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
    answers = connection.makefile("rb")

    def said(command, answer):
        connection.sendall(command)
        line = answers.readline()
        assert line == answer + b"\r\n", (command, line)

    while not answers.readline().startswith(b"OK"):
        pass
    said(b'PUTSCRIPT "x" {8+}\r\nLOGOUT\r\n\r\n', b'NO "Log in first"')
    said(b"NONSENSE {8+}\r\nLOGOUT\r\n\r\n", b'NO "Not understood"')
    said(b'NOOP {4+}\r\na"b\\\r\n', b'OK (TAG "a\\"b\\\\") "Done"')
    said(b'AUTHENTICATE "LOGIN"\r\n', b'NO "There is no mechanism but PLAIN"')
    said(b'AUTHENTICATE "PLAIN"\r\n', b'""')
    said(b'"' + base64.b64encode(b"\0demo\0demo") + b'"\r\n', b'OK "Logged in"')
    said(b'HAVESPACE "x" 1048576\r\n', b'OK "Done"')
    said(b'HAVESPACE "x" 1048577\r\n', b'NO (QUOTA/MAXSIZE) "The script is too large"')
    said(b'RENAMESCRIPT "none" "new"\r\n', b'NO (NONEXISTENT) "There is no such script"')
    said(b'PUTSCRIPT "x" "keep;"\r\n', b'OK "Done"')
    said(b'SETACTIVE "x"\r\n', b'OK "Done"')
    said('RENAMESCRIPT "x" "caf\u00e9 \\"1\\""\r\n'.encode(), b'NO (ALREADYEXISTS) "There is a script of that name"')
    said(b'RENAMESCRIPT "x" "../y"\r\n', b'NO "The name cannot be taken"')
    said(b'RENAMESCRIPT "x" "y"\r\n', b'OK "Done"')
    said(b'LISTSCRIPTS\r\n', 'caf\u00e9'.encode().join([b'"', b' \\"1\\""']))
    assert [answers.readline(), answers.readline()] == [b'"y" ACTIVE\r\n', b'OK "Done"\r\n']
    said(b'LOGOUT\r\n', b'OK "Goodbye"')
    assert answers.read() == b""
