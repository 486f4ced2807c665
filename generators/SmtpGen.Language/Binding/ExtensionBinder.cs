using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Binds extensions: what they announce, and which others each of them needs.</summary>
internal sealed class ExtensionBinder(ReplyBinder texts, NeedBinder needs, Report report)
{
    private readonly SymbolTable<ExtensionModel> _table = new("extension", report, StringComparer.OrdinalIgnoreCase);

    public SymbolTable<ExtensionModel> Bind(IEnumerable<OwnedMember> members)
    {
        var added = members.Where(m => m.Member is ExtensionMember extension && _table.Add(extension.Name, Announced(extension))).ToList();
        var direct = added.ConvertAll(Direct);
        for (int i = 0; i < added.Count; i++)
        {
            var with = Reachable(direct, i);
            if (with.Remove(i))
                ReportCycle((ExtensionMember)added[i].Member, direct, i);
            _table[i] = _table[i] with { With = with.ToEquatableArray() };
        }

        return _table;
    }

    private ExtensionModel Announced(ExtensionMember extension)
    {
        var argument = extension.Argument is null ? [] : texts.Parts(extension.Argument, []);
        foreach (var part in argument.Where(p => p.Kind is not (TextPartKind.Literal or TextPartKind.Limit or TextPartKind.Word)))
        {
            report.Add(BindingRules.UnknownSlot, extension.Argument!,
                $"Nothing fills '{{{part.Text}}}' after the keyword of an extension; name a limit or one of 'words'.");
        }

        var (set, clear) = needs.Bind(extension.When);
        return new ExtensionModel(
            extension.Name.Text, extension.Doc, extension.Cites?.Text ?? "", !extension.IsOff, argument.ToEquatableArray(), [], set, clear);
    }

    // Those after `with`, and the one in whose braces it stands.
    private List<int> Direct(OwnedMember member)
    {
        var with = ((ExtensionMember)member.Member).With.Select(_table.Use);
        return [.. (member.Owner is { } owner ? with.Append(_table.TryUse(owner.Name.Text)) : with).Where(i => i >= 0)];
    }

    private static SortedSet<int> Reachable(List<List<int>> direct, int from)
    {
        var reached = new SortedSet<int>();
        var pending = new Stack<int>(direct[from]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (reached.Add(next))
                direct[next].ForEach(pending.Push);
        }

        return reached;
    }

    private void ReportCycle(ExtensionMember extension, List<List<int>> direct, int index)
    {
        int way = direct[index].First(next => next == index || Reachable(direct, next).Contains(index));
        string by = _table.NameOf(way).Text;
        var at = extension.With.FirstOrDefault(name => _table.TryUse(name.Text) == way) ?? extension.Name;
        report.Add(BindingRules.Cycle, at, way == index
            ? $"The extension '{extension.Name}' needs itself; remove it after 'with'."
            : $"The extension '{extension.Name}' needs itself by way of '{by}'; remove one of the names after 'with'.");
    }
}
