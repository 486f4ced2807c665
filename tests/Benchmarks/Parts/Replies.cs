using BenchmarkDotNet.Attributes;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>What writing a reply costs.</summary>
[Config(typeof(PartConfig))]
public class Replies
{
    private readonly ReplyBuffer _buffer = new(512);

    /// <summary>A reply of one line with a word of the handler's.</summary>
    [Benchmark]
    public int OneLine()
    {
        _buffer.Begin("250-2.0.0 "u8);
        _buffer.Text("Ok, queued as "u8);
        _buffer.Text("01890a5d-ac96-774b-bcce-b302099a8057");
        _buffer.End();
        int length = _buffer.Length;
        _buffer.Clear();
        return length;
    }

    /// <summary>A text that is too long for a line, and folded.</summary>
    [Benchmark]
    public int Folded()
    {
        _buffer.Begin("550-5.7.1 "u8);
        for (int i = 0; i < 20; i++)
            _buffer.Text("Mail from your network is not wanted here; ask your provider. "u8);
        _buffer.End();
        int length = _buffer.Length;
        _buffer.Clear();
        return length;
    }
}
