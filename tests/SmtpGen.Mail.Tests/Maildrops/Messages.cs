using System.Text;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>Messages that are hard to send.</summary>
internal static class Messages
{
    public const string Short = "Subject: one\r\n\r\nfirst\r\nsecond\r\nthird\r\n";

    /// <summary>Lines that begin with dots, one that is a dot, and no empty line at the end.</summary>
    public const string Dotted = "Subject: dots\r\n\r\n.\r\n..\r\n.hidden\r\n\r\nmiddle . dot\r\n.\r\n";

    /// <summary>A message of a megabyte, of which every line may need a dot.</summary>
    public static byte[] Large { get; } = MakeLarge();

    private static byte[] MakeLarge()
    {
        var random = new Random(1939);
        var text = new StringBuilder("Subject: large\r\n\r\n");
        while (text.Length < 1 << 20)
        {
            text.Append('.', random.Next(3));
            for (int i = random.Next(90); i > 0; i--)
                text.Append((char)random.Next(32, 127));
            text.Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
