using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Syntax;

/// <summary>What follows a reply where it is not the next command.</summary>
/// <param name="Keyword">The word <c>then</c>, as its place.</param>
public abstract record ThenSyntax(Name Keyword)
{
    /// <summary>What is made of each kind.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="body">Of a body that is read.</param>
    /// <param name="line">Of a line that is read.</param>
    /// <param name="upgrade">Of a connection that is encrypted.</param>
    /// <param name="send">Of lines that are sent.</param>
    internal abstract T Match<T>(Func<ReadBodySyntax, T> body, Func<ReadLineSyntax, T> line, Func<T> upgrade, Func<T> send);
}

/// <summary><c>then read BODY as dotted</c>, or <c>as chunk of LENGTH until LAST { ... }</c>.</summary>
/// <param name="Keyword">The word <c>then</c>.</param>
/// <param name="Body">The body that is read.</param>
/// <param name="Chunk">How one that comes in counted pieces is cut; null: it is dotted.</param>
public sealed record ReadBodySyntax(Name Keyword, Name Body, ChunkSyntax? Chunk) : ThenSyntax(Keyword)
{
    internal override T Match<T>(Func<ReadBodySyntax, T> body, Func<ReadLineSyntax, T> line, Func<T> upgrade, Func<T> send) => body(this);
}

/// <summary><c>chunk of LENGTH until LAST { more =&gt; reply -&gt; STATE; refused -&gt; STATE; bad framing =&gt; reply -&gt; STATE; nul =&gt; reply -&gt; STATE }</c>.</summary>
/// <param name="Length">The capture that counts the octets of a piece.</param>
/// <param name="Last">The capture that marks the last piece.</param>
/// <param name="More">The answer to a piece that is not the last.</param>
/// <param name="Refused">The state after a refusal before the last piece.</param>
/// <param name="BadFraming">The answer to stray line ends; null: that of the body.</param>
/// <param name="Nul">The answer to a NUL; null: that to stray line ends where it is said here, or else that of the body.</param>
public sealed record ChunkSyntax(Name Length, Name Last, OutcomeSyntax? More, Name? Refused, OutcomeSyntax? BadFraming, OutcomeSyntax? Nul);

/// <summary><c>then read line (CAPTURE) at most N octets { "*" =&gt; ...; bad arguments =&gt; ...; line too long =&gt; ... }</c>.</summary>
/// <param name="Keyword">The word <c>then</c>.</param>
/// <param name="Pattern">The pattern of the line.</param>
/// <param name="Annotations">What stands after its capture.</param>
/// <param name="Max">Longest line in octets, line end included.</param>
/// <param name="CancelText">The line that cancels the exchange, in quotes; null where there is none.</param>
/// <param name="Cancel">The answer to it.</param>
/// <param name="BadArguments">The answer to a line that the pattern does not match.</param>
/// <param name="TooLong">The answer to a longer line.</param>
public sealed record ReadLineSyntax(
    Name Keyword, GrammarNode? Pattern, IReadOnlyDictionary<string, CaptureAnnotation> Annotations, Name Max,
    Name? CancelText, OutcomeSyntax? Cancel, OutcomeSyntax? BadArguments, OutcomeSyntax? TooLong) : ThenSyntax(Keyword)
{
    internal override T Match<T>(Func<ReadBodySyntax, T> body, Func<ReadLineSyntax, T> line, Func<T> upgrade, Func<T> send) => line(this);
}

/// <summary><c>then upgrade</c>: the connection is encrypted before the next command.</summary>
public sealed record UpgradeSyntax(Name Keyword) : ThenSyntax(Keyword)
{
    internal override T Match<T>(Func<ReadBodySyntax, T> body, Func<ReadLineSyntax, T> line, Func<T> upgrade, Func<T> send) => upgrade();
}

/// <summary><c>then send body as dotted</c>: lines that the handler gives follow the reply.</summary>
public sealed record SendBodySyntax(Name Keyword) : ThenSyntax(Keyword)
{
    internal override T Match<T>(Func<ReadBodySyntax, T> body, Func<ReadLineSyntax, T> line, Func<T> upgrade, Func<T> send) => send();
}
