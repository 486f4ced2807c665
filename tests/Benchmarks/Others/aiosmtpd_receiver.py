"""aiosmtpd as a receiver that keeps nothing: PORT [--lmtp] [--tls CERTIFICATE.pem]."""
import asyncio
import ssl
import sys

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP


class Discarding:
    async def handle_DATA(self, server, session, envelope):
        # LMTP answers for each recipient (RFC 2033 section 4.2).
        answers = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join(["250 2.0.0 Ok"] * answers)


async def main(words):
    port = int(words[0])
    protocol = LMTP if "--lmtp" in words else SMTP
    tls = None
    if "--tls" in words:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(words[words.index("--tls") + 1])
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(Discarding(), hostname="mx.example"), "127.0.0.1", port, ssl=tls, backlog=4096)
    await server.serve_forever()


asyncio.run(main(sys.argv[1:]))
