using PARROT_NAMESPACE.Parrot;

namespace PARROT_NAMESPACE;

/// <summary>Decides for one session. A method for each command that has a choice; the result offers its replies and no others.</summary>
public sealed class WellBredParrot : ParrotHandler
{
    protected internal override ValueTask<ParrotSayResult> OnSayAsync(ParrotSayArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Words.EqualsIgnoreCase("damn"u8) ? ParrotSayResult.NotRepeated() : ParrotSayResult.Repeated());
}
