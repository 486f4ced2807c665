using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>A place in a text between a start and an end, and what is found wrong there.</summary>
internal abstract class SyntaxCursor(SourceText source, int start, int end, List<SpecDiagnostic> diagnostics)
{
    protected SourceText Source { get; } = source;

    protected string Text { get; } = source.Text;

    protected int Position { get; set; } = start;

    protected int End { get; } = end;

    /// <summary>The character at the position; NUL after the last one.</summary>
    protected char Current => Peek(0);

    protected char Peek(int distance) => Position + distance < End ? Text[Position + distance] : '\0';

    protected abstract void SkipBlank();

    protected bool Expect(char closing, string what)
    {
        SkipBlank();
        if (Current == closing && Position < End)
        {
            Position++;
            return true;
        }

        Report($"Expected '{closing}' to close {what}, found {Found()}.");
        return false;
    }

    protected string ReadName()
    {
        int start = Position;
        while (IsNameCharacter(Current))
            Position++;

        return Text.Substring(start, Position - start);
    }

    protected TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, Position);

    protected void Report(string message) =>
        Report(GrammarRules.SyntaxError, new TextSpan(Position, Position < End ? 1 : 0), message);

    protected void Report(DiagnosticRule rule, TextSpan span, string message) =>
        diagnostics.Add(new SpecDiagnostic(rule, Source, span, message));

    protected string Found()
    {
        if (Position >= End)
            return "the end";

        return Current is '\r' or '\n' ? "the end of the line" : $"'{Current}'";
    }

    protected static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    protected static bool IsDigit(char c) => c is >= '0' and <= '9';

    protected static bool IsNameCharacter(char c) => IsLetter(c) || IsDigit(c) || c == '-';
}
