"""What Python's ftplib makes of the server: every answer is checked by the library, the values here."""
import ftplib
import io
import os
import socket
import sys

port, folder = int(sys.argv[1]), sys.argv[2]
outside = os.path.join(os.path.dirname(folder), "outside.txt")


def refused(code, call, *arguments):
    try:
        call(*arguments)
    except ftplib.Error as error:
        assert str(error).startswith(code), error
    else:
        raise AssertionError(f"{call} was not refused")


def opened():
    client = ftplib.FTP(timeout=30)
    assert client.connect("127.0.0.1", port).startswith("220 ")
    return client


def fetched(client, path):
    octets = bytearray()
    assert client.retrbinary(f"RETR {path}", octets.extend).startswith("226 ")
    return bytes(octets)


# Between USER and PASS every command is itself.
client = opened()
refused("530", client.pwd)
assert client.sendcmd("USER demo").startswith("331 ")
assert client.quit().startswith("221 ")

client = opened()
refused("530", client.login, "demo", "wrong")
refused("503", client.sendcmd, "PASS demo")
assert client.login("demo", "demo").startswith("230 ")
assert "EPSV" in client.sendcmd("FEAT")
assert client.sendcmd("SYST").startswith("215 UNIX")
assert client.sendcmd("NOOP").startswith("200 ")
refused("504", client.sendcmd, "TYPE E")
refused("425", client.sendcmd, "RETR x")

# Folders, with names in UTF-8 and quotes.
assert client.pwd() == "/"
assert client.mkd('caf\u00e9 "1"') == '/caf\u00e9 "1"'
refused("553", client.mkd, 'caf\u00e9 "1"')
client.cwd('caf\u00e9 "1"')
assert client.pwd() == '/caf\u00e9 "1"'

# Files as octets and as text, over PASV and EPSV.
octets = bytes(range(256)) * 5000
assert client.storbinary("STOR \u4e16.bin", io.BytesIO(octets)).startswith("226 ")
assert fetched(client, "\u4e16.bin") == octets
assert client.size("\u4e16.bin") == len(octets)
client.af = socket.AF_INET6
assert fetched(client, "/caf\u00e9 \"1\"/\u4e16.bin") == octets
assert client.nlst() == ["\u4e16.bin"]
client.af = socket.AF_INET
assert client.storlines("STOR lines.txt", io.BytesIO(b"one\ntwo\n")).startswith("226 ")
with open(os.path.join(folder, 'caf\u00e9 "1"', "lines.txt"), "rb") as stored:
    assert stored.read() == b"one\ntwo\n"
lines = []
assert client.retrlines("RETR lines.txt", lines.append).startswith("226 ")
assert lines == ["one", "two"]
refused("550", client.sendcmd, "SIZE lines.txt")
listed = []
client.retrlines("LIST -la", listed.append)
assert [line.split()[-1] for line in listed] == ["lines.txt", "\u4e16.bin"], listed
assert listed[1].split()[4] == str(len(octets))
client.delete("lines.txt")
refused("550", client.delete, "lines.txt")
refused("550", fetched, client, "lines.txt")
assert client.nlst() == ["\u4e16.bin"]

# What breaks off is not stored, and nothing is read between the two replies.
data = client.transfercmd("STOR broken.bin")
client.putcmd("NOOP")
data.sendall(b"half")
data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
data.close()
refused("426", client.voidresp)
assert client.voidresp().startswith("200 ")
assert client.nlst() == ["\u4e16.bin"]
client.cwd("..")
assert client.pwd() == "/"

# Nothing leads out of the folder.
with open(outside, "wb") as file:
    file.write(b"secret")
os.symlink(outside, os.path.join(folder, "link"))
os.symlink(os.path.dirname(folder), os.path.join(folder, "up"))
for path in ["../outside.txt", "/../outside.txt", outside, "link", "up/outside.txt", "caf\u00e9 \"1\"/../../outside.txt"]:
    refused("550", fetched, client, path)
for path in ["link", "up/outside.txt"]:
    refused("553", client.storbinary, f"STOR {path}", io.BytesIO(b"changed"))
    refused("550", client.delete, path)
refused("550", client.cwd, "up")
client.cwd("../..")
assert client.pwd() == "/"
with open(outside, "rb") as file:
    assert file.read() == b"secret"
assert client.nlst() == ['caf\u00e9 "1"']
assert client.quit().startswith("221 ")

# Passwords cannot be guessed for ever.
client = opened()
for _ in range(3):
    refused("530", client.login, "demo", "wrong")
refused("421", client.login, "demo", "wrong")
