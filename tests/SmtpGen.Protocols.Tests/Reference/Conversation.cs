using System.Globalization;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Reference;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>What random conversations are made of.</summary>
internal static class Conversation
{
    private static readonly string[] s_lines =
    [
        "EHLO [127.0.0.1]", "EHLO", "ehlo a b", "HELO client.example", "HELO bad_name",
        "MAIL FROM:<>", "mail from:<a@b.example> SIZE=1000", "MAIL FROM:<a@b.example> SIZE=99999999999",
        "MAIL FROM:<a@b.example> BODY=8BITMIME SMTPUTF8", "MAIL FROM:<a@b.example> X=1", "MAIL FROM:<a@b.example> SIZE=1 SIZE=2",
        "MAIL FROM:<a@b.example> SMTPUTF8", "MAIL FROM:<\u00c3\u00bc@b.example>", "MAIL FROM:<\u00c3\u00bc@b.example> SMTPUTF8",
        "MAIL FROM: <a@b.example>", "MAIL FROM:<a@b.example>x", "MAIL FROM:a@b", "MAIL", "MAIL FROM:<a@b.example> ", "MAIL FROM:<a@b.example> SIZE=",
        "MAIL FROM:<a@b.example> BODY=BINARYMIME BODY=7BIT", "MAIL FROM:<a@b.example> BODY=9BIT",
        "MAIL FROM:<a@b.example> RET=HDRS ENVID=a+2Bb", "MAIL FROM:<a@b.example> RET=ALL", "MAIL FROM:<a@b.example> AUTH=<>",
        "MAIL FROM:<a@b.example> REQUIRETLS", "MAIL FROM:<a@b.example> BY=120;R MT-PRIORITY=-3", "MAIL FROM:<a@b.example> HOLDFOR=99999999",
        "MAIL FROM:<a@b.example> SOLICIT=org.example:ADV:ADLT HOLDUNTIL=2030-01-01T00:00:00Z",
        "MAIL FROM:<a@b.example> HOLDFOR=999999999 SIZE=99999999999",
        "RCPT TO:<postmaster>", "RCPT TO:<>", "RCPT TO:<\"a b\"@d.example>", "RCPT TO:<@x,@y:c@d.example>",
        "RCPT TO:<\u00c3\u00bc@b.example>", "RCPT TO:<c@d.example> NOTIFY=NEVER", "RCPT TO:<c@d.example> NOTIFY=NEVER,DELAY", "RCPT TO:<a..b@c>",
        "RCPT TO:<c@d.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;c@d.example", "RCPT TO:<c@[IPv6:::1]>",
        "DATA now", "RSET x", "NOOP hello", "VRFY bob", "VRFY \u00c3\u00bc", "VRFY \u00c3\u00bc SMTPUTF8", "EXPN list", "HELP", "HELP MAIL",
        "STARTTLS now", "starttls ", "FOO", "", " NOOP", "QUIT x", "QUIT", "GET / HTTP/1.1", "text", "..dots",
        "AUTH", "AUTH PLAIN", "auth plain =", "AUTH PLAIN AGEAYg==", "AUTH PLAIN not base64", "AUTH NO_SUCH!",
        "dGVzdA==", "dGVzdA==", "*", "=", "not base64!",
        "BDAT", "BDAT x", "BDAT -1", "BDAT 5 FIRST", "BDAT 99999999999999999999", "bdat 0 last", "BDAT 0",
        "ETRN example.com", "ETRN @example.com", "ETRN #queue", "ETRN", "BURL imap://example.com/x LAST", "BURL",
        "EHLO my_host", "HELO ", "EHLO .a.", "HELO 2001:db8::1", "EHLO a b_c", "EHLO\tclient.example", "HELO  client.example ",
        "MAIL FROM: a@b", "MAIL FROM:\t<a@b.example>\tSIZE=1000", "MAIL  FROM:<a@b.example>  SIZE=1000 ", "MAIL FROM:root", "MAIL FROM:<root>",
        "MAIL FROM:<a..b@x_y.example>", "MAIL FROM:<.@-> ", "MAIL FROM:<a..b@x_y> BODY=8BITMIME", "MAIL FROM:a..b@x_y",
        "RCPT TO: c@d.example", "RCPT TO:postmaster", "RCPT TO:<.c@d_e>", "RCPT TO:<c.@d>", "RCPT TO:<a<b@c>", "RCPT TO:<a b@c>",
        "VRFY a@b_c", "VRFY <bob>", "AUTH PLAIN AGEAYg", "AUTH  PLAIN\tAGEAYg==", "dGVzdA", "\tNOOP", "NOOP\t", "DATA \t", "BDAT\t0  LAST",
        "XCLIENT NAME=spike.example ADDR=192.0.2.1", "XCLIENT", "XFORWARD NAME=a HELO=b", "XFORWARD x",
    ];

    // What leads on stands here more often than once.
    private static readonly string[] s_ways =
    [
        "EHLO client.example", "MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example> BODY=BINARYMIME",
        "RCPT TO:<c@d.example>", "RCPT TO:<c@d.example>", "RCPT TO:<e@d.example>", "DATA", "DATA", "RSET", "NOOP", ".", ".", "AUTH LOGIN",
        "STARTTLS",
    ];

    // Alone, random lines seldom come as far as a body.
    private static readonly string[] s_scenes =
    [
        "EHLO client.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n",
        "EHLO client.example\r\nMAIL FROM:<a@b.example> BODY=BINARYMIME\r\nRCPT TO:<c@d.example>\r\n",
        "RSET\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nRCPT TO:<e@d.example>\r\n",
        "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nBDAT 3\r\na\r\n",
        "RSET\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n..text\r\n.\r\n",
        "EHLO client.example\r\nAUTH LOGIN\r\n", "AUTH LOGIN\r\n*\r\n",
        "EHLO client.example\r\nSTARTTLS\r\n", "RSET\r\nSTARTTLS\r\n",
        "EHLO client.example\r\nAUTH PLAIN AGEAYg==\r\ndGVzdA==\r\nZGF0YQ==\r\n",
    ];

    // Messages in which a CR or LF stands alone, beside dots and elsewhere.
    private static readonly string[] s_messages =
    [
        "a\nb\rc\r\n", "\n.\r\n.\n\r\n.\r\r\n", "..\n..\r\n..\r.\n..\n", ".a\n.a\r\n.a\r.a\r\n", "\r\r\n\n\n\r\r.\r\n", "\n\0",
    ];

    // Chunks whose octets look like commands, and line ends where they should not be.
    private static readonly string[] s_chunks =
    [
        "NOOP\r\nQUIT\r\n", "VRFY smuggled\r\n", "\r\n.\r\n", ".\r\n", "BDAT 3\r\n", "text\r\n", "half a line", "a\r", "\nb", "a\nb", "a\rb", "\0", "",
    ];

    /// <summary>The steps; each is a line with its end, or a command with the octets it announces.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        .. s_lines.Select(line => line + "\r\n"),
        .. Enumerable.Repeat(s_ways, 5).SelectMany(ways => ways).Select(line => line + "\r\n"),
        .. Enumerable.Repeat(s_scenes, 12).SelectMany(scenes => scenes),
        .. s_chunks.Select(octets => $"BDAT {octets.Length}\r\n{octets}"),
        .. s_chunks.Select(octets => $"BDAT {octets.Length} LAST\r\n{octets}"),
        .. Enumerable.Repeat(s_messages, 3).SelectMany(messages => messages).Select(message => $"{s_scenes[0]}DATA\r\n{message}\r\n.\r\n"),
        .. s_messages.Select(message => $"{s_scenes[0]}BDAT {message.Length}\r\n{message}"),
        .. s_messages.Select(message => $"{s_scenes[0]}BDAT {message.Length} LAST\r\n{message}"),
        .. Enumerable.Repeat("BDAT 6\r\nNOOP\r\n", 6),
        .. Enumerable.Repeat("BDAT 6 LAST\r\nQUIT\r\n", 6),
        // Two of these are larger than a message may be.
        $"BDAT 40000\r\n{new string('x', 40000)}",
        "bare\n", "NOOP\n", "MAIL FROM:<a@b.example>\n", "DATA\n.\n.\r\n", "NO\0OP\r\n", "text\r\nstray\rtext\r\n", "\x16\x03\x01",
        $"NOOP {new string('x', 2036)}\r\n", $"NOOP {new string('x', 2050)}\r\n", $"BDAT 1 {new string('x', 2050)}\r\n",
        $"BDAT 6 {new string('x', 12300)}\r\nQUIT\r\n",
        $"AUTH PLAIN {new string('a', 12264)}\r\n", $"AUTH PLAIN {new string('a', 12300)}\r\n", $"{new string('a', 12288)}\r\n",
        $"{new string('a', 4000)}\r\n", $"XCLIENT NAME={new string('a', 4000)}\r\n",
    ];

    /// <summary>Settings that differ from the defaults here and there.</summary>
    public static ReferenceSettings Settings(Random random)
    {
        var model = Specifications.Smtp;
        var settings = new ReferenceSettings(model) { IsSecure = random.Next(4) == 0 };
        settings.IsLenient = random.Next(3) == 0;
        settings.Limits["message-size"] = 65536;
        settings.Limits["messages"] = random.Next(4) == 0 ? 2 : 1000;
        settings.Limits["junk-commands"] = random.Next(3) == 0 ? 10 : 100;
        settings.Limits["greetings"] = random.Next(3) == 0 ? 10 : 100;
        settings.Limits["refusals"] = random.Next(3) == 0 ? 10 : 1000;
        settings.Limits["failed-logins"] = random.Next(3) == 0 ? 3 : 10;
        settings.Limits["errors"] = random.Next(3) == 0 ? 10 : 1000;
        foreach (string policy in new[] { "require-tls", "require-auth", "tls-before-auth" })
        {
            if (random.Next(9) == 0)
                settings.Options.Add(policy);
        }

        // Mostly none, sometimes all, and each alone beside some others.
        int lenient = random.Next(6);
        foreach (var option in model.Options.Where(o => o.Name.StartsWith("lenient-", StringComparison.Ordinal)))
        {
            if (lenient == 0 || (lenient < 3 && random.Next(3) == 0))
                settings.Options.Add(option.Name);
        }

        foreach (var extension in model.Extensions)
        {
            if (random.Next(12) == 0)
                settings.Extensions.Remove(extension.Keyword);
            else
                settings.Extensions.Add(extension.Keyword);
        }

        foreach (var word in model.Words)
        {
            if (random.Next(4) > 0)
                settings.Words[word.Name] = word.Name.ToUpper(CultureInfo.InvariantCulture);
        }

        return settings;
    }

    /// <summary>The same settings for the library.</summary>
    public static SmtpOptions Options(ReferenceSettings settings)
    {
        var options = new SmtpOptions
        {
            HostName = "mx.example",
            Framing = settings.IsLenient ? FramingPolicy.Normalize : FramingPolicy.Strict,
        };
        foreach (var (name, value) in settings.Limits)
            options.SetLimit(name, value);
        foreach (var option in Specifications.Smtp.Options.Where(o => o.StandsFor.Count == 0))
            options.SetOption(option.Name, settings.Options.Contains(option.Name));
        foreach (var extension in Specifications.Smtp.Extensions)
            options.SetExtension(extension.Keyword, settings.Extensions.Contains(extension.Keyword));
        return options;
    }
}
