using SmtpGen.Language.Model;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>The configuration of a protocol that is not compiled, as its specification gives it.</summary>
internal sealed class WalkingOptions : ProtocolOptions
{
    private readonly ProtocolModel _model;
    private readonly ulong _options;
    private readonly ulong _extensions;

    public WalkingOptions(ProtocolModel model, EmittedCode code, string protocol)
    {
        _model = model;
        _options = code.Value($"{protocol}Options.Switches") is { } switches ? code.Number(switches) : 0;
        _extensions = model.Extensions.Count > 0 ? code.Constant($"{protocol}Extensions.Default") : 0;
    }

    protected override ulong OptionBits => _options;

    protected override ulong ExtensionBits => _extensions;

    protected override long LimitOf(int limit) => _model.Limits[limit].Default;
}
