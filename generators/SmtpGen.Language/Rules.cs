using System.Reflection;
using SmtpGen.Language.Text;

namespace SmtpGen.Language;

/// <summary>The catalogue of findings.</summary>
public static class Rules
{
    /// <summary>Every rule that the compiler may report, by id: each is a constant beside the code that reports it.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        .. typeof(Rules).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(DiagnosticRule))
            .Select(f => (DiagnosticRule)f.GetValue(null)!)
            .OrderBy(r => r.Id, StringComparer.Ordinal),
    ];
}
