using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmtpGen.Analyzers.Tests;

/// <summary>A specification, grammar or translation in memory, which counts how often it is read.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    private int _reads;

    public override string Path { get; } = path;

    public string Text { get; } = text;

    public int Reads => _reads;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return SourceText.From(Text, Encoding.UTF8);
    }
}
