namespace SmtpGen.Runtime;

// Options: what they open, and who is told where one that is off would have.
public abstract partial class ServerMachine
{
    /// <summary>
    /// Told of options, by their names in the specification, that are off and with which something that is refused would
    /// have been legal; before it is answered.
    /// </summary>
    public Action<string>? OptionMissed { get; set; }

    // Whether any spaces and tabs stand where one space does, in the line that is read.
    private bool _takesAnyBlanks;

    // False for none.
    private bool IsOn(int option) => option >= 0 && (Configuration.OptionsOn & (1UL << option)) != 0;

    // Tells of an option that would have made legal what is refused; nothing happens for none, or one that is on.
    private void Miss(int option)
    {
        if (option >= 0 && !IsOn(option))
            OptionMissed?.Invoke(_table.Options[option]);
    }

    private void MissAll(ulong options)
    {
        for (int option = 0; option < 64; option++)
        {
            if ((options & (1UL << option)) != 0)
                Miss(option);
        }
    }
}
