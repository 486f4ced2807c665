using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

/// <summary>What is configured, by the names of the specification; at first its defaults.</summary>
internal sealed class ReferenceSettings(ProtocolModel model)
{
    /// <summary>The limits.</summary>
    public Dictionary<string, long> Limits { get; } = model.Limits.ToDictionary(l => l.Name, l => l.Default, StringComparer.Ordinal);

    /// <summary>The options and named policies that are on.</summary>
    public HashSet<string> Options { get; } = [.. model.Options.Where(o => o.Default).Select(o => o.Name)];

    /// <summary>The extensions that are on.</summary>
    public HashSet<string> Extensions { get; } = [.. model.Extensions.Where(e => e.IsOn).Select(e => e.Keyword)];

    /// <summary>The texts that the application gives the session.</summary>
    public Dictionary<string, string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a CR or LF that stands alone in a body is a line end, not a fault.</summary>
    public bool IsLenient { get; set; }

    /// <summary>Whether the connection is encrypted from its start.</summary>
    public bool IsSecure { get; set; }
}
