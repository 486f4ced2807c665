using SmtpGen.Language;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

/// <summary>A protocol with what it was compiled from.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Specification">Its specification with the grammars, which is compiled when it is first asked for.</param>
internal sealed record SpecifiedProtocol(ProtocolModel Protocol, Lazy<Specification> Specification);
