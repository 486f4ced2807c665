using System.Text;
using BenchmarkDotNet.Attributes;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>Each command that leaves the state as it is: recognized, its arguments parsed, decided, and answered.</summary>
[Config(typeof(PartConfig))]
public class Commands
{
    private const string Sender = "MAIL FROM:<alice@client.example>\r\n";
    private const string Recipient = "RCPT TO:<bob@mx.example>\r\n";

    private Conversation _conversation = null!;
    private byte[] _line = [];

    /// <summary>The commands.</summary>
    public static IEnumerable<string> Lines =>
    [
        "EHLO client.example", "HELO client.example", "MAIL FROM:<alice@client.example>", "MAIL FROM:<alice@client.example> SIZE=1000 BODY=8BITMIME",
        "RCPT TO:<bob@mx.example>", "RCPT TO:<\"b o b\"@[IPv6:2001:db8::1]>", "DATA", "BDAT 0", "RSET", "NOOP", "VRFY bob", "EXPN list", "HELP", "AUTH PLAIN AGEAYg==",
        // What is not a command of SMTP, and a wrong argument.
        "FOO bar", "MAIL FROM:<alice@client..example>",
    ];

    /// <summary>What is measured.</summary>
    [ParamsSource(nameof(Lines))]
    public string Line { get; set; } = "";

    /// <summary>Brings the machine where the command is allowed.</summary>
    [GlobalSetup]
    public void Begin()
    {
        _line = Encoding.ASCII.GetBytes(Line + "\r\n");
        string verb = Line.Split(' ')[0];
        _conversation = new Conversation(
            verb switch { "RCPT" => Sender, "DATA" or "BDAT" => Sender + Recipient, _ => "" },
            refuses: true);
    }

    /// <summary>The command.</summary>
    [Benchmark]
    public int Command() => _conversation.Play(_line);
}
