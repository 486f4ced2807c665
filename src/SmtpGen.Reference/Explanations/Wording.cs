using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>The words around an explanation, in one language.</summary>
internal abstract class Wording
{
    /// <summary>The words in a language; English where there are none.</summary>
    public static Wording In(string locale) => locale == "ja" ? new JapaneseWording() : new EnglishWording();

    /// <summary>Heads the meaning of the first digit.</summary>
    public abstract string Class { get; }

    /// <summary>Heads a reply.</summary>
    public abstract string Reply { get; }

    /// <summary>Heads what a reply says.</summary>
    public abstract string Meaning { get; }

    /// <summary>Heads when one sees a reply.</summary>
    public abstract string Seen { get; }

    /// <summary>Heads what to do.</summary>
    public abstract string Fix { get; }

    /// <summary>Heads states.</summary>
    public abstract string States { get; }

    /// <summary>Heads what is answered that is not a legal command.</summary>
    public abstract string Answers { get; }

    /// <summary>Says that something may come in any state.</summary>
    public abstract string InAnyState(string input);

    /// <summary>Says that nothing leads to a reply.</summary>
    public abstract string Nowhere { get; }

    /// <summary>A new connection is answered.</summary>
    public abstract string Connection { get; }

    /// <summary>Heads how a command is written.</summary>
    public abstract string Syntax { get; }

    /// <summary>Heads the document that describes something.</summary>
    public abstract string Document { get; }

    /// <summary>Heads the extension that brings a command.</summary>
    public abstract string Extension { get; }

    /// <summary>Heads the groups that a state stands in.</summary>
    public abstract string Groups { get; }

    /// <summary>Heads the commands of a state.</summary>
    public abstract string Commands { get; }

    /// <summary>Heads what leads to a state.</summary>
    public abstract string ReachedBy { get; }

    /// <summary>Heads the states in which a command is refused, with what comes first there.</summary>
    public abstract string Elsewhere { get; }

    /// <summary>Says that a reply changes no state.</summary>
    public abstract string Same { get; }

    /// <summary>Input or an event that is not a legal command.</summary>
    public abstract string Input(OtherwiseInput input);

    /// <summary>Input of another protocol.</summary>
    public abstract string Foreign { get; }

    /// <summary>Answers beyond a limit.</summary>
    public abstract string Beyond(string limit);

    /// <summary>What a specification says of something that is not a reply, where it is known in this language; the same text otherwise.</summary>
    public virtual string Doc(string doc) => doc;

    /// <summary>What fills a slot of a reply.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="doc">What the specification says of a word or a limit; empty if nothing.</param>
    public abstract string Slot(TextPart slot, string doc);

    /// <summary>The answers in some states: "in Idle".</summary>
    public abstract string InStates(string states);

    /// <summary>What comes first in some states: "Connected (EHLO first)".</summary>
    public abstract string First(string states, string verb);

    /// <summary>Says what follows a reply: a body.</summary>
    public abstract string ThenBody(string name);

    /// <summary>Says what follows a reply: a line.</summary>
    public abstract string ThenLine { get; }

    /// <summary>Says what follows a reply: encryption.</summary>
    public abstract string ThenTls { get; }

    /// <summary>Says what follows a reply: lines of the server.</summary>
    public abstract string ThenText { get; }

    /// <summary>Says what follows a reply: another reply.</summary>
    public abstract string ThenAnother { get; }

    /// <summary>What a reply is that answers nothing.</summary>
    public abstract string Unasked { get; }

    /// <summary>A name of the specification in words.</summary>
    protected static string Words(string name) => name.Replace('-', ' ').Replace('.', ' ');
}
