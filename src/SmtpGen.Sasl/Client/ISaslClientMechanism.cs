namespace SmtpGen.Sasl;

/// <summary>A mechanism seen from the client, with the credentials it would use.</summary>
internal interface ISaslClientMechanism
{
    string Name { get; }

    /// <summary>As in <see cref="ISaslMechanism.ExposesPassword"/>.</summary>
    bool ExposesPassword { get; }

    /// <summary>As in <see cref="ISaslMechanism.NeedsChannelBinding"/>.</summary>
    bool NeedsChannelBinding => false;

    /// <summary>Whether it can ask to act for another user.</summary>
    bool CarriesAuthorization { get; }

    /// <summary>Begins an exchange with one server.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="couldBind">Whether the client would have used the channel binding, had the server offered it.</param>
    SaslClientExchange Begin(SaslContext context, bool couldBind);
}
