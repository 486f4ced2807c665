using SmtpGen.Language.Model;
using SmtpGen.Reference;

namespace SmtpGen.Web.Sessions;

/// <summary>The protocols whose sessions the page shows, read when they are first asked for.</summary>
internal sealed class ProtocolShelf
{
    private readonly Lazy<IReadOnlyList<SpecifiedProtocol>> _specified;
    private readonly Lazy<IReadOnlyList<ProtocolModel>> _protocols;

    /// <summary>Those that come with the program, and others.</summary>
    /// <param name="others">Those of specifications that somebody named.</param>
    public ProtocolShelf(IReadOnlyList<SpecifiedProtocol> others)
    {
        _specified = new(() =>
            [.. others, .. ShippedProtocols.Specified().Where(shipped => others.All(other => other.Protocol.Name != shipped.Protocol.Name))]);
        _protocols = new(() => [.. _specified.Value.Select(specified => specified.Protocol)]);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<ProtocolModel> All => _protocols.Value;

    /// <summary>All of them with their specifications.</summary>
    public IReadOnlyList<SpecifiedProtocol> Specified => _specified.Value;

    /// <summary>One by its name in any case; null where it is not known.</summary>
    public ProtocolModel? Find(string name) => All.FirstOrDefault(protocol => protocol.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
