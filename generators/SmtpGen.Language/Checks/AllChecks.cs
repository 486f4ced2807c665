using SmtpGen.Language.Binding;

namespace SmtpGen.Language.Checks;

/// <summary>Every rule that a bound protocol must keep. They look at different things, so that one mistake gives one finding.</summary>
internal static class AllChecks
{
    private static readonly Action<BoundProtocol, Report>[] Checks =
    [
    ];

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var check in Checks)
            check(protocol, report);
    }
}
