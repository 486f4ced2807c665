using BenchmarkDotNet.Attributes;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>A command in a state that does not allow it, whose 503 names the state and what is allowed.</summary>
[Config(typeof(PartConfig))]
public class WrongState
{
    private readonly Conversation _conversation = new("");

    /// <summary>RCPT without a transaction.</summary>
    [Benchmark]
    public int RcptWithoutMail() => _conversation.Play("RCPT TO:<bob@mx.example>\r\n"u8);

    /// <summary>DATA without a transaction.</summary>
    [Benchmark]
    public int DataWithoutMail() => _conversation.Play("DATA\r\n"u8);
}
