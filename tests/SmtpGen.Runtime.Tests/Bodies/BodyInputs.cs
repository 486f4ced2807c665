using CsCheck;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>Random inputs that are mostly what matters: line ends, dots, NULs and the edges between them.</summary>
internal static class BodyInputs
{
    private static readonly string s_longText = new('t', 45);

    /// <summary>Short mixtures in which every sequence of the octets that matter is likely.</summary>
    public static readonly Gen<string> Mixtures = Gen.FrequencyConst(
        (4, "\r"), (4, "\n"), (6, "."), (1, "\0"), (6, "\r\n"), (3, "\r\n."), (3, "\r\n.."), (4, "a"), (1, s_longText))
        .Array[0, 30].Select(string.Concat);

    /// <summary>Long bodies, clean but for a rare stray octet, so that whole blocks of text lie before and after it.</summary>
    public static readonly Gen<string> LongBodies = Gen.FrequencyConst(
        (60, "\r\n"), (40, "\r\n.."), (20, "\r\n..\r\n"), (20, "\r\n.a"), (40, "a"), (20, "a."), (30, s_longText),
        (1, "\r"), (1, "\n"), (1, "\n."), (1, "\0"), (1, "\r\n.\r\n"))
        .Array[20, 150].Select(string.Concat);

    /// <summary>Long bodies with stray line ends on many lines, as some clients submit them.</summary>
    public static readonly Gen<string> LocalLineEnds = Gen.FrequencyConst(
        (20, "\n"), (10, "\r"), (10, "\r\n"), (6, "\n."), (4, "\r."), (6, "\n.a"), (6, "\r\n."), (4, "\r\n.."), (30, "a"),
        (10, s_longText))
        .Array[20, 150].Select(string.Concat);

    /// <summary>Clean bodies, not yet stuffed: whole lines, many of them of dots.</summary>
    public static readonly Gen<string> Messages = Gen.FrequencyConst(
        (4, "\r\n"), (3, "."), (2, "a"), (1, s_longText))
        .Array[0, 80].Select(pieces => string.Concat(pieces) is { Length: > 0 } text ? text + "\r\n" : "");

    public static readonly Gen<BodyRules> Rules = Gen.Select(
        Gen.OneOfConst(FramingPolicy.Strict, FramingPolicy.Normalize),
        Gen.Frequency((3, Gen.Const(0L)), (1, Gen.Long[1, 60]), (1, Gen.Long[60, 2000])),
        Gen.Bool,
        (policy, maximum, allowNul) => new BodyRules(policy, maximum, allowNul));

    public static readonly Gen<int[]> Reads = Gen.Frequency(
        (2, Gen.Int[1, 4]), (2, Gen.Int[5, 120]), (1, Gen.Const(int.MaxValue))).Array[1, 4];

    public static readonly Gen<int[]> Destinations = Gen.Frequency(
        (2, Gen.Int[DottedBodyDecoder.MinimumDestination, 12]), (2, Gen.Int[13, 200]), (1, Gen.Const(int.MaxValue))).Array[1, 4];
}
