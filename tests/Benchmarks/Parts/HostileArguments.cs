using System.Text;
using BenchmarkDotNet.Attributes;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>64 KB of arguments that keep an automaton busy as long as possible before they turn out to be wrong.</summary>
[Config(typeof(PartConfig))]
[Octets(Size)]
public class HostileArguments
{
    private const int Size = 65536;

    // The longest line that is parsed, its end included.
    private const int LongestLine = 2048;

    private readonly Conversation _conversation = new("", Size / LongestLine, refuses: true);
    private byte[] _octets = [];

    /// <summary>What lines are made of: how they begin, and what is repeated.</summary>
    public static IEnumerable<string> Kinds => ["MAIL FROM:<|a.", "MAIL FROM:<\"|\\\"", "MAIL FROM:<|@a,", "MAIL FROM:<a@|b-b.", "MAIL FROM:<a@[IPv6:|1:", "MAIL FROM:<a@b> |A=1 ", "|x"];

    /// <summary>The beginning, and after the bar what is repeated.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    /// <summary>Writes the lines.</summary>
    [GlobalSetup]
    public void Begin()
    {
        string[] parts = Kind.Split('|');
        var text = new StringBuilder();
        string line = (parts[0] + string.Concat(Enumerable.Repeat(parts[1], LongestLine)))[..(LongestLine - 2)] + "\r\n";
        while (text.Length < Size)
            text.Append(line);
        _octets = Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>All lines, each of which is refused.</summary>
    [Benchmark]
    public int Lines() => _conversation.Play(_octets);
}
