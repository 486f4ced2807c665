using System.Text;
using MimeKit;

namespace SmtpGen.Client.Tests;

/// <summary>Messages of every kind; those that are made twice are the same.</summary>
internal static class Messages
{
    private static readonly Dictionary<string, Action<MimeMessage>> s_kinds = new(StringComparer.Ordinal)
    {
        ["text"] = message => message.Body = new TextPart("plain") { Text = "Gr\u00fc\u00dfe\r\n" },
        ["ascii"] = message => message.Body = new TextPart("plain") { Text = "Hello\r\n.\r\n" },
        ["no body"] = message => message.Body = null,
        ["line ends"] = message => message.Body = new TextPart("plain") { Text = "one\ntwo" },
        ["long line"] = message => message.Body = new TextPart("plain") { Text = new string('x', 2000) },
        ["binary"] = message => message.Body = Part([.. Enumerable.Range(0, 1000).Select(i => (byte)i)]),
        ["attachment"] = message => message.Body = Mixed(new TextPart("html") { Text = "<p>\u00fc</p>" }, Part([0, 1, 2, 13, 10, 255])),
        ["preamble"] = message => message.Body = Mixed("This is MIME.\r\n", "The end.\r\n", new TextPart("plain") { Text = "\u00fc" }),
        ["forwarded"] = message => message.Body = Mixed(new TextPart { Text = "see" }, new MessagePart { Message = Inner() }),
        ["message as a plain part"] = message => message.Body = Mixed(new TextPart { Text = "see" }, new MimePart("message", "rfc822")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes("Subject: x\r\n\r\n\u00fc\r\n"))),
        }),
        ["signed"] = message => message.Body = Load("""
            Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"; micalg=pgp-sha256

            --b
            Content-Type:   text/plain;  charset=us-ascii

            Signed exactly so.  
            --b
            Content-Type: application/pgp-signature

            x
            --b--

            """),
        ["sealed"] = message =>
        {
            message.Body = new TextPart("plain") { Text = "plain\r\n" };
            Seal(message);
        },
        ["sealed, no body"] = Seal,
        ["resent"] = message =>
        {
            message.Body = new TextPart("plain") { Text = "x\r\n" };
            message.ResentFrom.Add(new MailboxAddress("Carol", "carol@c.example"));
            message.ResentTo.Add(new MailboxAddress("Dan", "dan@d.example"));
            message.ResentBcc.Add(new MailboxAddress("Eve", "eve@e.example"));
        },
    };

    public static IEnumerable<string> Names => s_kinds.Keys;

    public static MimeMessage Make(string kind)
    {
        var message = Header("J\u00fcrgen", "Gr\u00fc\u00dfe und ein Betreff, der so lang ist, dass er nicht in eine Zeile passt, wie sie sein soll");
        message.Bcc.Add(new MailboxAddress("Secret", "secret@b.example"));
        s_kinds[kind](message);
        return message;
    }

    private static MimeMessage Header(string name, string subject)
    {
        var message = new MimeMessage { Subject = subject, Date = DateTimeOffset.UnixEpoch, MessageId = "1@a.example" };
        message.From.Add(new MailboxAddress(name, "alice@a.example"));
        message.To.Add(new MailboxAddress("Bob", "bob@b.example"));
        return message;
    }

    private static void Seal(MimeMessage message) => message.Headers.Add(HeaderId.DkimSignature, "v=1; d=a.example; s=x; b=aaaa");

    private static MimeMessage Inner()
    {
        var message = Header("Bj\u00f8rn", "inner");
        message.Body = new TextPart("plain") { Text = "\u00fc\r\n" };
        return message;
    }

    private static MimePart Part(byte[] octets) => new("application", "octet-stream")
    {
        Content = new MimeContent(new MemoryStream(octets)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "\u00fc.bin" },
    };

    private static Multipart Mixed(params MimeEntity[] parts)
    {
        var mixed = new Multipart("mixed") { Boundary = "boundary" };
        foreach (var part in parts)
            mixed.Add(part);
        return mixed;
    }

    private static Multipart Mixed(string preamble, string epilogue, MimeEntity part)
    {
        var mixed = Mixed(part);
        mixed.Preamble = preamble;
        mixed.Epilogue = epilogue;
        return mixed;
    }

    private static MimeEntity Load(string text) => MimeEntity.Load(new MemoryStream(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"))));
}
