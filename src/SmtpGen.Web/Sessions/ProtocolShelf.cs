using SmtpGen.Language.Model;
using SmtpGen.Reference;

namespace SmtpGen.Web.Sessions;

/// <summary>The protocols whose sessions the page shows, read when they are first asked for.</summary>
internal sealed class ProtocolShelf
{
    private readonly Lazy<IReadOnlyList<ProtocolModel>> _protocols;

    /// <summary>Those that come with the program, and others.</summary>
    /// <param name="others">Those of specifications that somebody named.</param>
    public ProtocolShelf(IReadOnlyList<ProtocolModel> others) =>
        _protocols = new(() => [.. others, .. ShippedProtocols.WithoutGrammar().Where(shipped => others.All(other => other.Name != shipped.Name))]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<ProtocolModel> All => _protocols.Value;

    /// <summary>One by its name in any case; null where it is not known.</summary>
    public ProtocolModel? Find(string name) => All.FirstOrDefault(protocol => protocol.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
