"""What Python's nntplib makes of the server: every answer is checked by the library, the values here."""
import io
import nntplib
import sys

server = nntplib.NNTP("127.0.0.1", int(sys.argv[1]), readermode=True, timeout=30)
assert server.getwelcome().startswith("200 "), server.getwelcome()
assert "POST" in server.getcapabilities(), server.getcapabilities()


def refused(code, call, *arguments):
    try:
        call(*arguments)
    except nntplib.NNTPTemporaryError as error:
        assert error.response.startswith(code), error.response
    else:
        raise AssertionError(f"{call} was not refused")


refused("412", server.stat, "1")
refused("411", server.group, "no.such")
assert server.group("misc.test")[1:] == (0, 0, 0, "misc.test")
refused("420", server.next)

article = "From: a@example.org\r\nNewsgroups: misc.test\r\nSubject: h\u00e9llo\r\nMessage-ID: <1@x>\r\n\r\n.dot\r\nline\r\n".encode()
assert server.post(io.BytesIO(article)).startswith("240 ")
refused("441", server.post, io.BytesIO(article))
assert server.group("misc.test")[1:] == (1, 1, 1, "misc.test")
assert server.stat("1")[1:] == (1, "<1@x>")
assert server.body("1")[1].lines == [b".dot", b"line"]
assert b"Subject: h\xc3\xa9llo" in server.head("<1@x>")[1].lines
assert server.article("1")[1].lines[-2:] == [b".dot", b"line"]
assert server.over((1, None))[1][0][1]["subject"] == "h\u00e9llo"
refused("421", server.next)
refused("422", server.last)
refused("430", server.article, "<2@x>")
refused("423", server.article, "7")
assert [group.group for group in server.list()[1]] == ["misc.empty", "misc.test"]
assert server.descriptions("*")[1].keys() == {"misc.empty", "misc.test"}
server.date()
server.help()
assert server.quit().startswith("205 ")
