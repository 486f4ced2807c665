using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace SmtpGen.CodeFixes;

/// <summary>Statements that are put before another one.</summary>
/// <param name="Title">What it does, in words.</param>
/// <param name="Before">The statement that they are put before.</param>
/// <param name="Statements">The statements.</param>
/// <param name="Moved">Those of the document that they are; empty: they are new.</param>
internal sealed record StatementEdit(string Title, StatementSyntax Before, IReadOnlyList<StatementSyntax> Statements, IReadOnlyList<StatementSyntax> Moved)
{
    /// <summary>A namespace that the file must name; null: none.</summary>
    public string? Import { get; init; }

    /// <summary>The nodes of the document that are not what they were.</summary>
    public IEnumerable<SyntaxNode> Touched => Moved.Append(Before);

    public void Apply(SyntaxEditor editor)
    {
        foreach (var moved in Moved)
            editor.RemoveNode(Place(moved), SyntaxRemoveOptions.KeepNoTrivia);
        if (Before.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            var alone = Statements;
            editor.ReplaceNode(Before, (current, _) => SyntaxFactory.Block(alone.Append((StatementSyntax)current)).WithAdditionalAnnotations(Formatter.Annotation));
            return;
        }

        // A comment above the statement stands above all of them.
        var above = Before.GetLeadingTrivia();
        var statements = Statements.ToList();
        if (Moved.Count == 0)
        {
            statements[0] = statements[0].WithLeadingTrivia(above);
            if (above.Count > 0)
                editor.ReplaceNode(Before, (current, _) => current.WithLeadingTrivia(above.Last()));
        }

        editor.InsertBefore(Place(Before), statements.Select(statement => Before.Parent is GlobalStatementSyntax ? (SyntaxNode)SyntaxFactory.GlobalStatement(statement) : statement));
    }

    private static SyntaxNode Place(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global : statement;
}
