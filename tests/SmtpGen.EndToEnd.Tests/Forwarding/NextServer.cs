using System.Globalization;
using SmtpGen.EndToEnd.Tests.Sending;

namespace SmtpGen.EndToEnd.Tests.Forwarding;

/// <summary>aiosmtpd, which keeps each message in a file, and refuses, puts off and breaks down as the tests ask.</summary>
internal static class NextServer
{
    // The distribution's own Python has the package; another one in front of it may not.
    public const string Python = "/usr/bin/python3";

    // nobody@ is refused, later@ put off once; a file "die" ends the server in the middle of the next message.
    private const string Script = """
        import os, sys, threading
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import SMTP

        seen = set()

        class Handler:
            count = 0

            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody"):
                    return "550 5.1.1 No such mailbox"
                if address.startswith("later") and address not in seen:
                    seen.add(address)
                    return "451 4.3.0 Come back"
                envelope.rcpt_tos.append(address)
                return "250 2.1.5 ok"

            async def handle_DATA(self, server, session, envelope):
                if os.path.exists("die"):
                    os._exit(1)
                self.count += 1
                name = f"{self.count:05}.eml"
                with open(name + ".new", "wb") as file:
                    file.write(f"X-From: {envelope.mail_from}\r\nX-To: {','.join(envelope.rcpt_tos)}\r\n".encode() + envelope.original_content)
                os.rename(name + ".new", name)
                return "250 2.0.0 kept"

        class Server(Controller):
            def factory(self):
                return SMTP(self.handler, hostname="next.example")

        Server(Handler(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
        threading.Event().wait()
        """;

    public static async Task<ForeignServer> StartAsync(int port = 0)
    {
        await ForeignProgram.RequirePythonAsync(Python, "aiosmtpd");
        return await ForeignServer.StartAsync(Python, (at, _) => ["-c", Script, at.ToString(CultureInfo.InvariantCulture)], port);
    }

    /// <summary>The messages that it has kept, oldest first.</summary>
    public static IEnumerable<string> Kept(this ForeignServer server) => Directory.GetFiles(server["."], "*.eml").Order(StringComparer.Ordinal);

    /// <summary>Waits for so many messages.</summary>
    /// <returns>What they hold, with X-From and X-To in front.</returns>
    public static async Task<List<string>> WaitAsync(this ForeignServer server, int count)
    {
        while (server.Kept().Count() < count)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return [.. server.Kept().Select(File.ReadAllText)];
    }
}
