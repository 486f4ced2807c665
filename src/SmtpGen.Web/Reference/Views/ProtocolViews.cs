using System.Globalization;
using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Web.Reference.Views;

/// <summary>Makes the content of the page about a protocol.</summary>
internal static class ProtocolViews
{
    /// <summary>The page.</summary>
    public static ProtocolPageView Of(PageContext page)
    {
        var model = page.Model;
        var chart = StatechartLayout.Of(Statechart.Of(model));
        string diagram = StatechartSvg.Write(chart, StatechartWords.In(page.Words.Locale), isStandalone: false);
        return new ProtocolPageView(
            page.Protocol.Name,
            Doc(page, model.Doc),
            page.Document(model.Cites),
            DiagramLinks.Add(diagram, state => "#" + PageContext.StateAnchor(state)),
            [.. States(page)],
            [.. model.Commands.Select(command => new CommandEntry(
                page.Command(command.Verb), Doc(page, command.Doc), command.Syntax, page.Document(command.Cites), page.Extension(command.Extension)))],
            [.. page.Protocol.Groups.Select(group => new CodeEntry(page.Code(group), page.Class(group.Digit), [.. group.Replies.Select(page.Reply)]))],
            [.. page.Protocol.Confused.Select(pair => page.Pair(pair.Left, pair.Right))],
            [.. Enhanced(page)],
            [.. model.Extensions.Select(extension => Extension(page, extension))],
            [.. model.Limits.Select(limit => new LimitEntry(
                limit.Name, PageContext.LimitAnchor(limit.Name), Doc(page, limit.Doc), Number(limit.Default), $"{Number(limit.Min)} – {Number(limit.Max)}"))],
            [.. model.Options.Select(option => new OptionEntry(
                option.Name, PageContext.OptionAnchor(option.Name), Doc(page, option.Doc), option.Default, [.. option.StandsFor.Select(part => Option(page, part))]))],
            [.. model.Flags.Select(flag => new FactEntry(flag.Name, Doc(page, flag.Doc)))]);
    }

    private static string Doc(PageContext page, string doc) => page.Words.Words.Doc(doc);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<StateEntry> States(PageContext page)
    {
        var words = page.Words.Words;
        foreach (var node in Statechart.Of(page.Model).Nodes)
        {
            int index = Enumerable.Range(0, page.Model.States.Count).FirstOrDefault(state => page.Model.States[state].Name == node.Name, -1);
            bool isGroup = node.Children.Count > 0 || index < 0;
            var known = isGroup
                ? StateView.OfGroup(page.Model, page.Model.Groups.First(group => group.Name == node.Name), node.Name, words)
                : StateView.OfState(page.Model, index, node.Name, words);
            string?[] marks =
            [
                isGroup ? page.Words.Group : null,
                !isGroup && index == page.Model.InitialState ? page.Words.Initial : null,
                !isGroup && page.Model.States[index].IsFinal ? page.Words.Final : null,
            ];
            yield return new StateEntry(
                node.Name, PageContext.StateAnchor(node.Name), known.Meaning, [.. marks.OfType<string>()],
                [.. known.Groups.Select(page.State)], [.. known.Members.Select(page.State)], [.. known.Commands.Select(page.Command)], known.ReachedBy);
        }
    }

    private static IEnumerable<EnhancedEntry> Enhanced(PageContext page) =>
        from reply in Enumerable.Range(0, page.Model.Replies.Count)
        let code = page.Model.Replies[reply].EnhancedCode
        where code.Length > 0
        group reply by code into same
        orderby string.Join('.', same.Key.Split('.').Select(part => part.PadLeft(3, '0')))
        select new EnhancedEntry(same.Key, [.. same.Select(reply => Coded(page, reply))]);

    private static Link Coded(PageContext page, int reply) =>
        page.Reply(reply) with { Text = $"{page.Protocol.GroupOf(reply).Title} {page.Model.Replies[reply].Name}".Trim() };

    private static ExtensionEntry Extension(PageContext page, ExtensionModel extension)
    {
        int index = Enumerable.Range(0, page.Model.Extensions.Count).First(other => page.Model.Extensions[other] == extension);
        var brings =
            from command in page.Model.Commands
            from text in (command.Extension == index ? [command.Verb] : Array.Empty<string>())
                .Concat(command.Parameters.Where(parameter => parameter.Extension == index).Select(parameter => $"{command.Verb} … {parameter.Keyword}"))
            select page.Command(command.Verb) with { Text = text };
        return new ExtensionEntry(
            extension.Keyword,
            PageContext.ExtensionAnchor(extension.Keyword),
            Doc(page, extension.Doc),
            page.Document(extension.Cites),
            extension.IsOn,
            $"{extension.Keyword} {ReplyText.Of(page.Model, extension.Argument, page.Words.Words)}".Trim(),
            [.. extension.With.Select(needed => page.Extension(needed)!)],
            [.. brings]);
    }

    private static Link Option(PageContext page, int index)
    {
        string name = page.Model.Options[index].Name;
        return new Link(name, "#" + PageContext.OptionAnchor(name));
    }
}
