using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.CodeFixes;

/// <summary>The namespaces that a file names.</summary>
internal static class Imports
{
    /// <summary>The file with another one, where the alphabet puts it.</summary>
    public static async Task<Document> AddAsync(Document document, string space, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax file
            || file.Usings.Any(directive => directive.Alias is null && directive.StaticKeyword.RawKind == 0 && directive.Name?.ToString() == space))
            return document;
        int index = file.Usings.TakeWhile(directive => directive.Alias is null && directive.StaticKeyword.RawKind == 0
            && (IsOfSystem(directive) || string.CompareOrdinal(directive.Name?.ToString(), space) < 0)).Count();
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(space)).NormalizeWhitespace()
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(LineEnd(file)));

        // What stands above the first directive, such as a header, stays above it.
        var first = index == 0 ? file.GetFirstToken() : default;
        if (index == 0 && first.HasLeadingTrivia)
        {
            directive = directive.WithLeadingTrivia(first.LeadingTrivia);
            file = file.ReplaceToken(first, first.WithLeadingTrivia());
        }

        return document.WithSyntaxRoot(file.WithUsings(file.Usings.Insert(index, directive)));
    }

    /// <summary>How lines end in a file.</summary>
    public static string LineEnd(SyntaxNode file)
    {
        var end = file.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end.IsKind(SyntaxKind.EndOfLineTrivia) ? end.ToString() : "\n";
    }

    private static bool IsOfSystem(UsingDirectiveSyntax directive) => directive.Name?.ToString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));
}
