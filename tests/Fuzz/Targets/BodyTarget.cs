using System.Text;
using SmtpGen.Runtime.Bodies;
using SmtpGen.Runtime.Tests.Bodies;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// The dotted body. However it is cut, and however small the destinations are, it comes out as a plain reading of whole lines has it;
/// and a stuffed body comes out as it was.
/// </summary>
/// <remarks>The first octet holds the rules in its bits: normalize, a maximum of 40 octets, NUL allowed.</remarks>
internal sealed class BodyTarget : FuzzTarget
{
    public override string Name => "body";

    public override int Mutations => 20_000;

    public override void Run(byte[] input)
    {
        if (input.Length == 0)
            return;
        var rules = new BodyRules(
            (input[0] & 1) == 0 ? FramingPolicy.Strict : FramingPolicy.Normalize,
            Maximum: (input[0] & 2) == 0 ? 0 : 40,
            AllowNul: (input[0] & 4) != 0);
        string octets = Encoding.Latin1.GetString(input.AsSpan(1));
        var expected = ReferenceDecoder.Decode(octets, rules);
        int[] lengths = Cuts.Lengths(input);
        int[] destinations = [.. lengths.Select(length => Math.Max(length, DottedBodyDecoder.MinimumDestination))];

        Assert.Equal(expected, Decoding.Decode(octets, rules));
        Assert.Equal(expected, Decoding.Decode(octets, rules, [1], [DottedBodyDecoder.MinimumDestination]));
        Assert.Equal(expected, Decoding.Decode(octets, rules, lengths, destinations));
        if (expected.Status == DottedBodyStatus.Ended)
            ComesOutAgain(expected.Body, rules);
    }

    // What was stored has true line ends only, so that another server can send it on.
    private static void ComesOutAgain(string body, BodyRules rules)
    {
        string stuffed = (body.StartsWith('.') ? "." : "") + body.Replace("\r\n.", "\r\n..", StringComparison.Ordinal) + ".\r\n";
        var again = Decoding.Decode(stuffed + "QUIT\r\n", rules with { Policy = FramingPolicy.Strict });
        Assert.Equal(DottedBodyStatus.Ended, again.Status);
        Assert.Equal(body, again.Body);
        Assert.Equal("QUIT\r\n", again.Rest);
    }
}
