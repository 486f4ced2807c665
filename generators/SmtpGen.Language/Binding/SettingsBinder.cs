using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Binds lines, waits, limits, options, flags, words and statuses.</summary>
internal sealed class SettingsBinder(Report report)
{
    public LinesModel Lines(IEnumerable<SettingsMember> members, SymbolTable<OptionModel> options)
    {
        var values = Values(members, "lines", ["max", "drain", "reply", SettingsParser.Replies, SettingsParser.Further, SettingsParser.Verbs, SettingsParser.AnyBlanks]);
        int anyBlanks = values.TryGetValue(SettingsParser.AnyBlanks, out var option) ? options.Use(option) : -1;
        return new LinesModel(
            Get("max", 512), Get("drain", 65536), Get("reply", 512), anyBlanks, Choice(SettingsParser.Replies, "Replies", "ascii", "utf8"))
        {
            IsPlain = Choice(SettingsParser.Further, "Further lines", "dotted", "plain"),
            HasExactVerbs = Choice(SettingsParser.Verbs, "Verbs", "any-case", "exact"),
        };

        // Whether the second of two values is said; the first is the default.
        bool Choice(string name, string what, string first, string second)
        {
            if (!values.TryGetValue(name, out var value))
                return false;
            if (value.Text != first && value.Text != second)
                report.Add(BindingRules.BadValue, value, $"{what} are '{first}' or '{second}', not '{value}'.");
            return value.Text == second;
        }

        int Get(string name, int fallback) =>
            values.TryGetValue(name, out var value) ? (int)Numbers.Read(value, report, 64, 1 << 24) : fallback;
    }

    public WaitsModel Waits(IEnumerable<SettingsMember> members)
    {
        var values = Values(members, "waits", ["command", "data-block", "data-end"]);
        return new WaitsModel(Get("command", 300), Get("data-block", 180), Get("data-end", 600));

        int Get(string name, int fallback) =>
            values.TryGetValue(name, out var value) ? Numbers.ReadSeconds(value, report) : fallback;
    }

    public SymbolTable<LimitModel> Limits(IEnumerable<LimitsMember> members)
    {
        var table = new SymbolTable<LimitModel>("limit", report);
        foreach (var limit in members.SelectMany(m => m.Limits))
        {
            long min = Numbers.Read(limit.Min, report);
            long max = Numbers.Read(limit.Max, report, min);
            table.Add(limit.Name, new LimitModel(limit.Name.Text, limit.Doc, Numbers.Read(limit.Default, report, min, max), min, max));
        }

        return table;
    }

    public SymbolTable<OptionModel> Options(IEnumerable<OptionsMember> members)
    {
        var table = new SymbolTable<OptionModel>("option", report);
        var all = members.SelectMany(m => m.Options).ToList();
        foreach (var option in all)
        {
            if (option.Default is { Text: not ("on" or "off") })
                report.Add(BindingRules.BadValue, option.Default, $"'{option.Default}' is not a default of an option; write 'on' or 'off'.");
            table.Add(option.Name, new OptionModel(option.Name.Text, option.Doc, option.Default?.Text == "on", []));
        }

        foreach (var option in all.Where(o => o.Default is null))
            StandFor(option, all, table);
        return table;
    }

    // It is on where all are that it stands for.
    private void StandFor(OptionSyntax option, List<OptionSyntax> all, SymbolTable<OptionModel> table)
    {
        foreach (var other in option.StandsFor.Where(name => all.Exists(o => o.Name.Text == name.Text && o.Default is null)))
            report.Add(BindingRules.BadValue, other, $"'{other}' stands for other options itself; name those.");
        int index = table.TryUse(option.Name.Text);
        int[] others = [.. option.StandsFor.Select(table.Find).Where(i => i >= 0).Distinct()];
        table[index] = table[index] with { Default = others.All(i => table[i].Default), StandsFor = others.ToEquatableArray() };
    }

    /// <summary>Reports more options, those of policies included, than a protocol can have.</summary>
    public void CheckCount(SymbolTable<OptionModel> options)
    {
        if (options.Count > OptionModel.MaxCount)
        {
            report.Add(BindingRules.BadValue, options.NameOf(OptionModel.MaxCount),
                $"A protocol has {OptionModel.MaxCount} options and named policies at most; let one stand for several things.");
        }
    }

    public SymbolTable<FlagModel> Flags(IEnumerable<FlagsMember> members, StateTable states)
    {
        var table = new SymbolTable<FlagModel>("flag", report);
        foreach (var flag in members.SelectMany(m => m.Flags))
            table.Add(flag.Name, new FlagModel(flag.Name.Text, flag.Doc, flag.Scope is null ? -1 : states.FindGroup(flag.Scope)));
        return table;
    }

    public SymbolTable<WordModel> Words(IEnumerable<WordsMember> members)
    {
        var table = new SymbolTable<WordModel>("text", report);
        foreach (var word in members.SelectMany(m => m.Words))
            table.Add(word.Name, new WordModel(word.Name.Text, word.Doc));
        return table;
    }

    /// <summary>The statuses as they were written, each name once: the last counts.</summary>
    public IReadOnlyList<StatusSyntax> Statuses(IEnumerable<StatusesMember> members) =>
        [.. members.SelectMany(m => First(m.Statuses, s => s.Name)).GroupBy(s => s.Name.Text).Select(same => same.Last())];

    // A block may say again what another says that it inherits or includes, but not what it says itself.
    private IEnumerable<T> First<T>(IEnumerable<T> items, Func<T, Name> nameOf)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (said.Add(nameOf(item).Text))
                yield return item;
            else
                report.Add(BindingRules.Duplicate, nameOf(item), $"'{nameOf(item)}' is said in this block already; keep one of the two.");
        }
    }

    private Dictionary<string, Name> Values(IEnumerable<SettingsMember> members, string block, string[] known)
    {
        var values = new Dictionary<string, Name>(StringComparer.Ordinal);
        foreach (var setting in members.Where(m => m.Keyword.Text == block).SelectMany(m => First(m.Settings, s => s.Name)))
        {
            if (!known.Contains(setting.Name.Text))
                report.Add(BindingRules.Undefined, setting.Name, $"'{block}' has no setting '{setting.Name}'; it has {string.Join(", ", known)}.",
                    CorrectName.Fix(setting.Name.Source, setting.Name.Span, EditDistance.Nearest(setting.Name.Text, known)));
            else
                values[setting.Name.Text] = setting.Value;
        }

        return values;
    }
}
