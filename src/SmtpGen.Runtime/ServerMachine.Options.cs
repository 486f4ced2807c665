namespace SmtpGen.Runtime;

// Options: what they open, and who is told where one that is off would have.
public abstract partial class ServerMachine
{
    /// <summary>
    /// Told of options, by their names in the specification, that are off and with which something that is refused would
    /// have been legal; before it is answered.
    /// </summary>
    public Action<string>? OptionMissed { get; set; }

    /// <summary>The options that are on, a bit each.</summary>
    protected virtual ulong Switches => 0;

    /// <summary>The option under which any spaces and tabs stand where one space does; -1: none.</summary>
    protected virtual int AnyBlanksOption => -1;

    /// <summary>The option under which a command, and a line that is none, may end in LF without CR; -1: none.</summary>
    protected virtual int BareLineFeedOption => -1;

    /// <summary>Whether any spaces and tabs stand where one space does.</summary>
    protected bool TakesAnyBlanks => IsOn(AnyBlanksOption);

    /// <summary>Name of an option in the specification.</summary>
    protected virtual string OptionName(int option) => throw new NotSupportedException();

    /// <summary>Whether an option is on; false for none.</summary>
    protected bool IsOn(int option) => option >= 0 && (Switches & (1UL << option)) != 0;

    /// <summary>Tells of an option that would have made legal what is refused; nothing happens for none, or one that is on.</summary>
    protected void Miss(int option)
    {
        if (option >= 0 && !IsOn(option))
            OptionMissed?.Invoke(OptionName(option));
    }
}
