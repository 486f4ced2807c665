using System.Text;
using BenchmarkDotNet.Attributes;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>A whole transaction of 1 KB that came in one piece, by the generated machine and by one that is written by hand.</summary>
[Config(typeof(PartConfig))]
public class Transactions
{
    private static readonly byte[] s_transaction = Encoding.ASCII.GetBytes(
        "MAIL FROM:<alice@client.example>\r\nRCPT TO:<bob@mx.example>\r\nDATA\r\n"
        + string.Concat(Enumerable.Repeat("A line of a message, neither short nor long, of 62 octets....\r\n", 16)) + ".\r\n");

    private readonly Conversation _conversation = new("", commands: 3);
    private readonly HandWritten _written = new();

    /// <summary>Both must give the same codes.</summary>
    [GlobalSetup]
    public void Check()
    {
        _written.Play("EHLO client.example\r\n"u8);
        if (_written.Play(s_transaction) == 0 || _written.Codes != "250 250 354 250")
            throw new InvalidOperationException($"The machine written by hand said {_written.Codes}.");
    }

    /// <summary>Written by hand for this conversation.</summary>
    [Benchmark(Baseline = true)]
    public int ByHand() => _written.Play(s_transaction);

    /// <summary>The generated machine.</summary>
    [Benchmark]
    public int Generated() => _conversation.Play(s_transaction);
}
