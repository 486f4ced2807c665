using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>What the binder reports.</summary>
public static class BindingRules
{
    /// <summary>A name that nothing defines.</summary>
    public static readonly DiagnosticRule Undefined = new("SGP0010", "Name is not defined", Severity.Error) { IsFixable = true };

    /// <summary>A name that is defined twice.</summary>
    public static readonly DiagnosticRule Duplicate = new("SGP0011", "Name is defined twice", Severity.Error);

    /// <summary>An included file that is not among the files of the project.</summary>
    public static readonly DiagnosticRule MissingFile = new("SGP0012", "Included file is missing", Severity.Error);

    /// <summary>Protocols that extend each other, or files that include each other.</summary>
    public static readonly DiagnosticRule Cycle = new("SGP0013", "Definition refers to itself", Severity.Error);

    /// <summary>A <c>remove</c>, <c>rename</c> or <c>change</c> of what the base does not have.</summary>
    public static readonly DiagnosticRule NotInherited = new("SGP0014", "Nothing is inherited by that name", Severity.Error);

    /// <summary>A part that every protocol needs is missing.</summary>
    public static readonly DiagnosticRule MissingPart = new("SGP0015", "Protocol lacks a part", Severity.Error);

    /// <summary>A number or a word that is not allowed here.</summary>
    public static readonly DiagnosticRule BadValue = new("SGP0016", "Value is not allowed here", Severity.Error);

    /// <summary>A slot in a reply text that nothing fills.</summary>
    public static readonly DiagnosticRule UnknownSlot = new("SGP0017", "Slot of a reply text is unknown", Severity.Error);
}
