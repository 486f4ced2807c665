using System.Text;
using CsCheck;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Protocols.Tests.Client;

public class ClientMachineTests
{
    private static readonly byte[] s_replies = Encoding.UTF8.GetBytes(
        "220-mx.example\r\n220 ready\r\n250-mx.example\r\n250-PIPELINING\r\n250 SIZE 5\r\n250 2.1.0 ok\r\n451\r\n550-5.1.1 no\r\n550 5.1.1 gr\u00fcezi\r\n221 bye\r\n");

    [Fact]
    public void Replies_do_not_depend_on_how_the_input_is_cut()
    {
        string whole = Read([s_replies]);

        Assert.Contains("550-5.1.1 no\r\n550 5.1.1 gr\u00fcezi (Sender)", whole, StringComparison.Ordinal);
        Gen.Int[0, s_replies.Length].Array[0, 20].Sample(cuts =>
        {
            int[] at = [0, .. cuts.Order(), s_replies.Length];
            Assert.Equal(whole, Read(at.Zip(at.Skip(1), (from, to) => s_replies[from..to])));
        });
        Assert.Equal(whole, Read(s_replies.Select(octet => new[] { octet })));
    }

    private static string Read(IEnumerable<byte[]> pieces)
    {
        var machine = new SmtpClientMachine();
        Action[] actions =
        [
            machine.ReadGreeting, () => machine.Ehlo("client.example"), () => machine.Mail("a@b"), () => machine.Rcpt("c@d"), () => machine.Rcpt("e@f"),
            machine.Quit,
        ];
        var log = new StringBuilder();
        int next = 0;
        actions[next++]();
        foreach (byte[] piece in pieces)
        {
            ReadOnlySpan<byte> input = piece;
            while (machine.RepliesDue > 0 && machine.Read(ref input) is { } reply)
            {
                log.AppendLine($"{reply} ({machine.CurrentState})");
                if (next < actions.Length)
                    actions[next++]();
            }
        }

        return log.ToString();
    }
}
