using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>What pages say beside replies is in their language, too.</summary>
public sealed class TranslationTests
{
    [Fact]
    public void What_the_shipped_protocols_say_of_anything_is_there_in_Japanese()
    {
        var docs = ShippedProtocols.WithoutGrammar().SelectMany(Docs).Where(doc => doc.Length > 0).Distinct().ToList();

        Assert.InRange(docs.Count, 80, int.MaxValue);
        Assert.DoesNotContain(docs, doc => !DocTexts.Japanese.Has(doc));
    }

    private static IEnumerable<string> Docs(ProtocolModel protocol) =>
    [
        protocol.Doc,
        .. protocol.States.Select(state => state.Doc),
        .. protocol.Groups.Select(group => group.Doc),
        .. protocol.Commands.Select(command => command.Doc),
        .. protocol.Commands.SelectMany(command => command.Parameters.Select(parameter => parameter.Doc)),
        .. protocol.Extensions.Select(extension => extension.Doc),
        .. protocol.Limits.Select(limit => limit.Doc),
        .. protocol.Options.Select(option => option.Doc),
        .. protocol.Flags.Select(flag => flag.Doc),
    ];
}
