namespace SmtpGen.Web.Reference.Views;

/// <summary>The protocols of a site, in a language.</summary>
internal sealed record HomeView(IReadOnlyList<ProtocolEntry> Protocols);

/// <summary>A protocol in the list.</summary>
/// <param name="Protocol">Its page.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Counts">How many states, commands and replies it has.</param>
/// <param name="Confused">Pages that compare codes.</param>
internal sealed record ProtocolEntry(Link Protocol, string Meaning, string Counts, IReadOnlyList<Link> Confused);

/// <summary>What there is where something is not.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Protocols">The protocols with their codes.</param>
internal sealed record MissingView(string Asked, IReadOnlyList<MissingProtocol> Protocols);

/// <summary>The codes of a protocol.</summary>
internal sealed record MissingProtocol(Link Protocol, IReadOnlyList<Link> Codes);
