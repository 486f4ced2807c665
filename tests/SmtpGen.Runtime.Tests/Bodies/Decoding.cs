using System.Text;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>Runs the decoder over an input cut into reads, with destinations of given sizes.</summary>
internal static class Decoding
{
    private const byte Canary = 0xA5;
    private static readonly int[] s_whole = [int.MaxValue];

    /// <summary>Decodes in one call.</summary>
    public static BodyOutcome Decode(string input, BodyRules rules) => Decode(input, rules, s_whole, s_whole);

    /// <summary>Decodes in two reads, cut at <paramref name="position"/>.</summary>
    public static BodyOutcome DecodeCutAt(string input, BodyRules rules, int position) =>
        Decode(input, rules, [position, int.MaxValue], s_whole);

    /// <summary>Decodes in reads and destinations of the given sizes, each list begun anew when it is used up.</summary>
    public static BodyOutcome Decode(string input, BodyRules rules, int[] reads, int[] destinations)
    {
        var decoder = new DottedBodyDecoder();
        decoder.Begin(rules.Policy, rules.Maximum, rules.AllowNul);
        var body = new StringBuilder();
        int start = 0;
        int calls = 0;
        for (int read = 0; start < input.Length; read++)
        {
            int length = Math.Min(reads[read % reads.Length], input.Length - start);
            var rest = BetweenTerminators(input.Substring(start, length));
            start += length;
            DottedBodyStatus status;
            do
            {
                int before = rest.Length;
                int size = Math.Min(destinations[calls++ % destinations.Length], input.Length * 2 + 4);
                status = DecodeGuarded(ref decoder, ref rest, size, out string written);
                body.Append(written);
                if (status == DottedBodyStatus.NeedSpace && size >= DottedBodyDecoder.MinimumDestination)
                    Assert.True(rest.Length < before || written.Length > 0, "no progress");
            }
            while (status == DottedBodyStatus.NeedSpace);
            if (status != DottedBodyStatus.NeedInput)
                return Outcome(status, Encoding.Latin1.GetString(rest) + input[start..]);
            Assert.Equal(0, rest.Length);
        }
        return Outcome(DottedBodyStatus.NeedInput, "");

        BodyOutcome Outcome(DottedBodyStatus status, string rest) =>
            new(status, body.ToString(), rest, decoder.Fault, decoder.Octets, decoder.IsTooBig);
    }

    /// <summary>A read whose neighbours in memory would change its meaning if they were looked at.</summary>
    private static ReadOnlySpan<byte> BetweenTerminators(string read)
    {
        const string terminators = "\r\n.\r\n\r\n.\r\n";
        return Encoding.Latin1.GetBytes(terminators + read + terminators).AsSpan(terminators.Length, read.Length);
    }

    private static DottedBodyStatus DecodeGuarded(
        ref DottedBodyDecoder decoder, ref ReadOnlySpan<byte> rest, int size, out string text)
    {
        const int guard = 64;
        byte[] memory = new byte[guard + size + guard];
        memory.AsSpan().Fill(Canary);
        var status = decoder.Decode(ref rest, memory.AsSpan(guard, size), out int written);
        Assert.False(memory.AsSpan(0, guard).ContainsAnyExcept(Canary), "wrote before the destination");
        Assert.False(memory.AsSpan(guard + size).ContainsAnyExcept(Canary), "wrote after the destination");
        text = Encoding.Latin1.GetString(memory, guard, written);
        return status;
    }
}
