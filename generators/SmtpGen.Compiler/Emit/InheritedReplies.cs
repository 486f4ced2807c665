using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <summary>The replies that a protocol has just as the one that it extends: what is said of them is written once.</summary>
internal sealed class InheritedReplies
{
    /// <summary>What <see cref="Numbers"/> has for a reply that the protocol has by itself.</summary>
    public const int None = -1;

    private readonly ProtocolShape _other;

    public InheritedReplies(ProtocolShape shape, ProtocolShape other)
    {
        _other = other;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < other.Model.Replies.Count; i++)
            numbers[other.Model.Replies[i].Name] = i;
        Numbers = [.. shape.Model.Replies.Select((reply, number) =>
            numbers.TryGetValue(reply.Name, out int same) && IsSame(shape.Model, number, other.Model, same) ? same : None)];
        HasClasses = shape.Model.Classes.Equals(other.Model.Classes) && Classes(shape.Model).SequenceEqual(Classes(other.Model));
    }

    /// <summary>For each reply of the protocol its number in the other one.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>Whether the classes of replies are the other protocol's, in all languages.</summary>
    public bool HasClasses { get; }

    /// <summary>The other protocol's class of that which is said of replies.</summary>
    public string Replies(string baseNs) => $"{baseNs}.{_other.Name}Replies";

    /// <summary>Emits how the protocol finds those replies; without any there is nothing to emit.</summary>
    public void Emit(CodeWriter code, ProtocolShape shape)
    {
        string type = $"{code.Base}.{_other.Name}Reply";
        code.Summary($"Whether {_other.Model.Name} has a reply just so, and which it is there.");
        code.Open($"private static bool IsInherited({shape.Name}Reply reply, out {type} inherited)");
        code.Line($"int number = (uint)reply < (uint)Inherited.Length ? Inherited[(int)reply] : {None};");
        code.Line($"inherited = ({type})number;");
        code.Line($"return number != {None};");
        code.Close();
        code.Span("private", "short", "Inherited", [.. Numbers.Select(number => number.ToString())]);
    }

    private static bool IsSame(ProtocolModel model, int reply, ProtocolModel other, int same) =>
        model.Replies[reply].Equals(other.Replies[same])
        && model.Helps.Concat(other.Helps).Select(help => help.Locale).Distinct().All(locale =>
            Translation(model, locale, reply).Equals(Translation(other, locale, same)));

    private static IEnumerable<(string Locale, EquatableArray<ReplyClassModel> Classes)> Classes(ProtocolModel model) =>
        model.Helps.Select(help => (help.Locale, help.Classes)).OrderBy(item => item.Locale, StringComparer.Ordinal);

    private static HelpText Translation(ProtocolModel model, string locale, int reply) =>
        model.Helps.FirstOrDefault(help => help.Locale == locale) is { } help && reply < help.Replies.Count ? help.Replies[reply] : HelpText.None;
}
