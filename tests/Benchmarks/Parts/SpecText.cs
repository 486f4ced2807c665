using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>A specification file in memory.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>The file after an edit.</summary>
    public SpecText With(string before, string after) => text.Contains(before, StringComparison.Ordinal)
        ? new SpecText(path, text.Replace(before, after, StringComparison.Ordinal))
        : throw new InvalidOperationException($"There is no '{before}' in {path}.");
}
