using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Reference.Dialogs;

namespace SmtpGen.Web.Reference.Views;

/// <summary>A protocol with what its pages show beside it.</summary>
/// <param name="Specified">The protocol with its specification, which is asked for by pages that show syntax.</param>
/// <param name="Dialogs">Dialogs in which it is spoken, or those that it extends.</param>
internal sealed record ReferenceSource(SpecifiedProtocol Specified, IReadOnlyList<DialogFile> Dialogs)
{
    /// <summary>The protocol.</summary>
    public ProtocolModel Protocol => Specified.Protocol;
}
