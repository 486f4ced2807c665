"""What redis-py, redis-cli and redis-benchmark make of the server: the values are checked here."""
import socket
import subprocess
import sys
import time

import redis

port = sys.argv[1]
client = redis.Redis(host="127.0.0.1", port=int(port), socket_timeout=30)


def refused(text, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except redis.ResponseError as error:
        assert text in str(error), error
    else:
        raise AssertionError(f"{call} was not refused")


def run(*arguments, octets=b""):
    ended = subprocess.run([arguments[0], "-h", "127.0.0.1", "-p", port, *arguments[1:]], input=octets, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


assert client.ping() and client.echo(b"\0\r\n") == b"\0\r\n"

# Texts of any octets, under keys of any octets.
octets = bytes(range(256)) * 4000 + b"\r\n*1\r\n$8\r\nFLUSHALL\r\n"
assert client.get("none") is None
assert client.set(b"\r\n $1", octets) and client.get(b"\r\n $1") == octets
assert client.set("empty", b"") and client.get("empty") == b""
assert client.mset({"a": "1", "b": "two words"})
assert client.mget("a", "none", "b", "empty") == [b"1", None, b"two words", b""]
assert client.exists("a", "b", "none", "a") == 3
assert client.dbsize() == 4
assert client.delete("a", "none") == 1 and client.get("a") is None
assert sorted(client.keys("*")) == [b"\r\n $1", b"b", b"empty"]
assert client.keys("[^a]") == [b"b"] and client.keys("e?p*y") == [b"empty"] and client.keys("\\b") == [b"b"]

# Conditions and times.
assert client.set("c", "1", nx=True) and client.set("c", "2", nx=True) is None and client.get("c") == b"1"
assert client.ttl("c") == -1 and client.ttl("none") == -2
assert client.expire("c", 100) and not client.expire("none", 100)
assert 98 <= client.ttl("c") <= 100
assert client.set("short", "1", ex=1) and client.get("short") == b"1"
while client.get("short") is not None:
    time.sleep(0.05)
assert client.set("short", "2", nx=True)
refused("syntax error", client.set, "c", "1", xx=True)
refused("not an integer", client.execute_command, "SET", "c", "1", "EX", "soon")

# Numbers.
assert client.incr("n") == 1 and client.incr("n") == 2 and client.decr("n") == 1
client.set("n", 9223372036854775807)
refused("would overflow", client.incr, "n")
client.set("n", -9223372036854775807)
assert client.execute_command("DECR", "n") == -9223372036854775808
refused("would overflow", client.decr, "n")
assert client.execute_command("INCR", "m") == 1
refused("not an integer", client.incr, "b")

# Lists.
assert client.rpush("l", "c", "d") == 2 and client.lpush("l", "b", b"\r\n") == 4
assert client.lrange("l", 0, -1) == [b"\r\n", b"b", b"c", b"d"]
assert client.lrange("l", -2, 9) == [b"c", b"d"] and client.lrange("l", 3, 2) == [] and client.lrange("none", 0, -1) == []
assert client.llen("l") == 4 and client.llen("none") == 0
refused("WRONGTYPE", client.get, "l")
refused("WRONGTYPE", client.incr, "l")
refused("WRONGTYPE", client.rpush, "b", "1")
refused("WRONGTYPE", client.lrange, "b", 0, 1)
assert client.rpush("long", *range(1000)) == 1000
assert client.lrange("long", 0, -1) == [b"%d" % number for number in range(1000)]

# What is wrong leaves the connection in step.
refused("unknown command 'NONSENSE'", client.execute_command, "NONSENSE", b"\r\nFLUSHALL\r\n")
refused("wrong number", client.execute_command, "GET")
refused("wrong number", client.execute_command, "GET", "a", "b")
refused("wrong number", client.execute_command, "MSET", "a")
refused("out of range", client.select, 1)
assert client.select(0)
refused("too large", client.set, "big", b"x" * 16777216)
assert client.get("big") is None and client.get("b") == b"two words"
pipe = client.pipeline(transaction=False)
for number in range(1000):
    pipe.set(f"p{number}", number)
    pipe.get(f"p{number}")
assert pipe.execute() == [answer for number in range(1000) for answer in (True, b"%d" % number)]

# The tools of Redis.
assert run("redis-cli", "SET", "greeting", "hello world") == b"OK\n"
assert run("redis-cli", "GET", "greeting") == b"hello world\n"
assert run("redis-cli", octets=b"GET none\nLRANGE l 1 2\nPING\n") == b"\nb\nc\nPONG\n"
commands = b"".join(b"*3\r\n$3\r\nSET\r\n$%d\r\nk%d\r\n$3\r\n\r\nx\r\n" % (len(str(number)) + 1, number) for number in range(5000))
assert b"errors: 0, replies: 5000" in run("redis-cli", "--pipe", octets=commands)
assert client.get("k4999") == b"\r\nx"
benchmark = run("redis-benchmark", "-t", "set,get", "-n", "2000", "--csv").decode()
assert '"SET","' in benchmark and '"GET","' in benchmark, benchmark
assert client.flushall() and client.dbsize() == 0

# Commands as lines, and what is no array.
with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as raw:
    for octet in b"PING\r\nset x 12\r\n\r\n*0\r\n*2\r\n$3\r\nGET\r\n$1\r\nx\r\nQUIT\r\n":
        raw.sendall(bytes([octet]))
    answer = b""
    while block := raw.recv(4096):
        answer += block
assert answer == b"+PONG\r\n+OK\r\n$2\r\n12\r\n+OK\r\n", answer
for wrong in [b"*1\r\n4\r\nPING\r\n", b"*1\r\n$4\r\nPINGPING\r\n", b"*x\r\n", b"*1\r\n$x\r\n", b"*1\r\n$-1\r\n"]:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as raw:
        raw.sendall(wrong)
        answer = raw.recv(4096)
        assert answer.startswith(b"-ERR "), (wrong, answer)
assert client.ping()
