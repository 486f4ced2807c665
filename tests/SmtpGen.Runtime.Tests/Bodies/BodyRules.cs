using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>What a body is decoded under.</summary>
internal readonly record struct BodyRules(FramingPolicy Policy, long Maximum = 0, bool AllowNul = false)
{
    public static BodyRules Strict => new(FramingPolicy.Strict);

    public static BodyRules Normalize => new(FramingPolicy.Normalize);
}
