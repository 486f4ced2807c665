using System.Text;
using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>Breaks the lines of a specification anywhere, and puts comments between its words, without changing what it says.</summary>
internal static class Untidy
{
    public static string Of(SpecFile file, Random random)
    {
        var text = new StringBuilder();
        int comments = 0;
        int end = 0;
        foreach (var piece in PieceReader.Read(file))
        {
            string gap = file.Source.Text[end..piece.Offset];
            text.Append(gap);
            // Nothing may part the words of a pattern but blanks; a comment ends it.
            bool isPattern = piece.Kind is null || IsInside(file, piece.Offset);
            if (gap.Length > 0)
                text.Append(Blanks(random, isPattern, ref comments));
            text.Append(piece.Text);
            end = piece.Offset + piece.Text.Length;
        }

        return text.ToString();
    }

    /// <summary>The comments of a specification, in their order.</summary>
    public static IReadOnlyList<string> Comments(string text) =>
        [.. PieceReader.Read(SpecFile.Parse(new SourceText("a.protocol", text))).SelectMany(piece => piece.Comments).Select(comment => comment.Text)];

    private static bool IsInside(SpecFile file, int at) => file.Layout!.Patterns.Any(pattern => pattern.Start <= at && at <= pattern.End);

    private static string Blanks(Random random, bool isPattern, ref int comments) => random.Next(12) switch
    {
        0 => "\n",
        1 => "   ",
        2 => "\n\n\n\t",
        3 when !isPattern => $" // {comments++} }}\n",
        4 when !isPattern => $"\n\n// {comments++}\n\n// \"\n",
        5 => "\r\n",
        _ => "",
    };
}
