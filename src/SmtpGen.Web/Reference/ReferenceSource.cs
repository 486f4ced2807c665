using SmtpGen.Language.Model;
using SmtpGen.Reference.Dialogs;

namespace SmtpGen.Web.Reference;

/// <summary>A protocol with what its pages show beside it.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Dialogs">Dialogs in which it is spoken, or those that it extends.</param>
internal sealed record ReferenceSource(ProtocolModel Protocol, IReadOnlyList<DialogFile> Dialogs);
