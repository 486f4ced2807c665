using SmtpGen.Language.Model;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Reference.Words;

/// <summary>The words of the reference pages in one language, beside those that explanations have everywhere.</summary>
/// <param name="locale">The language.</param>
internal abstract class PageWords(string locale)
{
    /// <summary>The languages that pages are written in; English comes first.</summary>
    public static IReadOnlyList<PageWords> All { get; } = [new EnglishPageWords(), new JapanesePageWords()];

    /// <summary>The language tag.</summary>
    public string Locale { get; } = locale;

    /// <summary>The words of explanations.</summary>
    public Wording Words { get; } = Wording.In(locale);

    /// <summary>The name of the language in itself.</summary>
    public abstract string LanguageName { get; }

    // The frame of every page.
    public abstract string Skip { get; }
    public abstract string Pages { get; }
    public abstract string Languages { get; }
    public abstract string Crumbs { get; }
    public abstract string Inbox { get; }
    public abstract string Sessions { get; }
    public abstract string Protocol { get; }
    public abstract string TryIt { get; }
    public abstract string GeneratedFrom { get; }

    // The first page.
    public abstract string Reference { get; }
    public abstract string ReferenceLead { get; }
    public abstract string Counts(int states, int commands, int replies);

    // The page of a protocol.
    public abstract string ProtocolTitle(string protocol);
    public abstract string ProtocolDescription(string protocol);
    public abstract string OnThisPage { get; }
    public abstract string Diagram { get; }
    public abstract string DiagramCaption { get; }
    public abstract string Initial { get; }
    public abstract string Final { get; }
    public abstract string Group { get; }
    public abstract string Extensions { get; }
    public abstract string Limits { get; }
    public abstract string Options { get; }
    public abstract string Facts { get; }
    public abstract string FactsLead { get; }
    public abstract string Replies { get; }
    public abstract string EnhancedCodes { get; }
    public abstract string EnhancedCode { get; }
    public abstract string Confused { get; }
    public abstract string Command { get; }
    public abstract string Name { get; }
    public abstract string Default { get; }
    public abstract string Range { get; }
    public abstract string On { get; }
    public abstract string Off { get; }
    public abstract string Ways(int count);
    public abstract string Needs { get; }
    public abstract string StandsFor { get; }
    public abstract string Brings { get; }
    public abstract string Announces { get; }

    // The page of a command.
    public abstract string CommandTitle(string protocol, string verb);
    public abstract string CommandDescription(string protocol, string verb, string meaning);
    public abstract string SyntaxAbnf { get; }
    public abstract string DrawingLead { get; }
    public abstract string UsedRules(int count);
    public abstract string StatesAndReplies { get; }
    public abstract string State { get; }
    public abstract string LeadsTo { get; }
    public abstract string RefusedElsewhere { get; }
    public abstract string RefusedElsewhereLead(string verb);
    public abstract string ComesFirst { get; }
    public abstract string AlsoRefused { get; }
    public abstract string AlsoRefusedLead { get; }
    public abstract string Parameters { get; }
    public abstract string Parameter { get; }
    public abstract string Limit { get; }

    // The pages of replies.
    public abstract string ReplyTitle(string protocol, string code, string text);
    public abstract string ReplyDescription(string protocol, string code, string meaning);
    public abstract string SeveralReplies(string code, int count);
    public abstract string OnlyReply { get; }
    public abstract string Conversation { get; }
    public abstract string Marked { get; }
    public abstract string Client { get; }
    public abstract string Server { get; }
    public abstract string Before { get; }
    public abstract string Compare { get; }
    public abstract string CompareWith(string code);
    public abstract string Show { get; }
    public abstract string NoCode { get; }
    public abstract string Unexplained { get; }
    public abstract string AnyState { get; }

    // The pages of two replies.
    public abstract string PairTitle(string protocol, string left, string right);
    public abstract string PairHeading(string left, string right);
    public abstract string Difference { get; }
    public abstract string Expect { get; }
    public abstract string SideBySide { get; }

    // What is not there.
    public abstract string Missing { get; }
    public abstract string MissingLead(string path);

    /// <summary>A document with its section: <c>RFC 5321 section 4.1.1.4</c>.</summary>
    public abstract string Document(string document, string? section);

    /// <summary>What a class of replies is called where the specification does not say.</summary>
    public abstract string Class(int digit);

    /// <summary>A word as it heads something.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Slices ask their words.")]
    public string Head(string word) => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    /// <summary>A line of a conversation that nobody says.</summary>
    public string Happens(DialogLine line) => line.Kind switch
    {
        DialogLineKind.Closed => Closes,
        DialogLineKind.Handshake => Handshake,
        DialogLineKind.Signal when Enum.TryParse<OtherwiseInput>(line.Text.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var input) => Words.Input(input),
        DialogLineKind.Signal => line.Text,
        _ => "…",
    };

    protected abstract string Closes { get; }

    protected abstract string Handshake { get; }
}
