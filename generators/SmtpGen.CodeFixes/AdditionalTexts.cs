using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmtpGen.Language.Text;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace SmtpGen.CodeFixes;

/// <summary>Applies fixes to the additional files of a project.</summary>
internal static class AdditionalTexts
{
    /// <summary>The solution with the fixes of these findings; those that touch each other's edits are left for another time.</summary>
    public static async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancel)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var documents = new Dictionary<string, TextDocument>(StringComparer.Ordinal);
        foreach (var document in project.AdditionalDocuments)
        {
            string path = document.FilePath ?? document.Name;
            documents[path] = document;
            texts[path] = (await document.GetTextAsync(cancel).ConfigureAwait(false)).ToString();
        }

        var solution = project.Solution;
        var fixes = diagnostics.Select(d => FixProperties.Read(d.Properties)).OfType<SpecFix>();
        foreach (var changed in FixedTexts.Apply(fixes, texts).Texts)
        {
            var document = documents[changed.Key];
            var old = await document.GetTextAsync(cancel).ConfigureAwait(false);
            solution = solution.WithAdditionalDocumentText(document.Id, SourceText.From(changed.Value, old.Encoding, old.ChecksumAlgorithm));
        }

        return solution;
    }
}
