# Die Texte auf Deutsch. Das Format und die Namen stehen in en.ftl.

stage = { $stage ->
    [PREPARING] in Vorbereitung
    [APPLIED] beworben
    [SCREENING] Vorauswahl
    [ASSESSMENT] Test
    [INTERVIEWING] Vorstellungsgespräch
    [OFFER] Angebot
   *[CLOSED] abgeschlossen
}

outcome = { $outcome ->
    [ACCEPTED] angenommen
    [DECLINED] von dir abgelehnt
    [REJECTED] Absage
    [WITHDRAWN] von dir zurückgezogen
    [NO_RESPONSE] keine Antwort
    [POSTING_CLOSED] die Stelle wurde geschlossen
   *[NONE] abgeschlossen
}

application-moved = { $company }: { stage }
    .body = { $role } bei { $company }: Die neue Phase ist „{ stage }“.

application-round = { $company }: noch eine Runde „{ stage }“
    .body = { $role } bei { $company }: Es gibt noch eine Runde „{ stage }“.

application-closed = { $company }: { outcome }
    .body = { $role } bei { $company } ist zu Ende: { outcome }.

application-reopened = { $company }: wieder offen
    .body = { $role } bei { $company } ist wieder offen; die Phase ist „{ stage }“.

application-corrected = { $company }: Verlauf berichtigt
    .body = Der Verlauf von { $role } bei { $company } wurde berichtigt; die Phase ist „{ stage }“.

export-ready = Dein Datenexport ist fertig
    .body = Eine Datei mit allen deinen Daten kann 7 Tage lang heruntergeladen werden.

# Mails: der Betreff; `.body` vor einem Link, `.after` dahinter. Zu einem Link: `.button` steht auf ihm, `.link` im reinen Text vor der Adresse,
# `.token` vor dem bloßen Token, wo keine Seite eingerichtet ist.
mail-welcome = Bestätigen Sie Ihre Adresse
    .body = Mit dieser Adresse wurde ein Konto bei Careergraph angemeldet.
    .button = Adresse bestätigen
    .link = Um zu bestätigen, dass die Adresse Ihnen gehört, öffnen Sie:
    .token = Um zu bestätigen, dass die Adresse Ihnen gehört, verwenden Sie dieses Token:
    .after = Es gilt 24 Stunden lang und nur einmal.
        Wenn Sie sich nicht angemeldet haben, ignorieren Sie diese Mail: Ohne sie entsteht kein Konto.

mail-verify = Bestätigen Sie Ihre Adresse
    .body = Bitte bestätigen Sie, dass diese Adresse zu Ihnen und Ihrem Konto bei Careergraph gehört.
    .button = Adresse bestätigen
    .link = Um zu bestätigen, dass die Adresse Ihnen gehört, öffnen Sie:
    .token = Um zu bestätigen, dass die Adresse Ihnen gehört, verwenden Sie dieses Token:
    .after = Es gilt 24 Stunden lang und nur einmal.
        Wenn Sie kein solches Konto haben, ignorieren Sie diese Mail.

mail-known = Sie haben bereits ein Konto
    .body = Mit dieser Adresse sollte ein Konto bei Careergraph angemeldet werden; es gibt aber schon eines: Melden Sie sich stattdessen an.
        Wenn Sie das Passwort vergessen haben, fordern Sie dort ein neues an.
    .after = Wenn Sie das nicht waren, ignorieren Sie diese Mail: Es wurde nichts geändert.

mail-reset = Wählen Sie ein neues Passwort
    .body = Für Ihr Konto bei Careergraph wurde ein neues Passwort angefordert.
    .button = Neues Passwort wählen
    .link = Um ein neues Passwort zu wählen, öffnen Sie:
    .token = Um ein neues Passwort zu wählen, verwenden Sie dieses Token:
    .after = Es gilt 30 Minuten lang und nur einmal; es beendet alle Sitzungen des Kontos.
        Wenn Sie es nicht angefordert haben, ignorieren Sie diese Mail: Ihr Passwort bleibt, wie es ist.

mail-password-changed = Ihr Passwort wurde geändert
    .body = Das Passwort Ihres Kontos bei Careergraph wurde geändert; andere Sitzungen wurden beendet.
    .after = Wenn Sie das nicht waren, fordern Sie sofort ein neues Passwort an; das beendet alle Sitzungen.

mail-factor-totp-on = Einmalcodes sind eingeschaltet
    .body = Ab jetzt braucht eine Anmeldung bei Ihrem Konto bei Careergraph auch einen Einmalcode.
    .after = { mail-factor-not-you }

mail-factor-totp-off = Einmalcodes sind ausgeschaltet
    .body = Eine Anmeldung bei Ihrem Konto bei Careergraph braucht keinen Einmalcode mehr.
    .after = { mail-factor-not-you }

mail-factor-recovery-codes-made = Neue Wiederherstellungscodes
    .body = Für Ihr Konto bei Careergraph wurden neue Wiederherstellungscodes erzeugt; die alten sind ungültig.
    .after = { mail-factor-not-you }

mail-factor-recovery-code-used = Ein Wiederherstellungscode wurde verwendet
    .body = Ein Wiederherstellungscode Ihres Kontos bei Careergraph wurde verwendet und ist jetzt ungültig.
    .after = { mail-factor-not-you }

mail-factor-passkey-added = Ein Passkey wurde hinzugefügt
    .body = Zu Ihrem Konto bei Careergraph wurde ein Passkey hinzugefügt. Mit ihm kann man sich anmelden.
    .after = { mail-factor-not-you }

mail-factor-passkey-removed = Ein Passkey wurde entfernt
    .body = Von Ihrem Konto bei Careergraph wurde ein Passkey entfernt.
    .after = { mail-factor-not-you }

mail-factor-not-you = Wenn Sie das nicht waren, fordern Sie sofort ein neues Passwort an, was alle Sitzungen beendet; prüfen Sie dann Ihre zweiten Faktoren.

mail-deletion-begun = Ihr Konto wird gelöscht
    .body = Ihr Konto bei Careergraph wird mit allen seinen Daten gelöscht, und zwar am { $at }. Alle seine Sitzungen und Tokens wurden widerrufen.
    .after = Um Ihr Konto zu behalten, melden Sie sich vorher an und nehmen Sie die Löschung zurück.
        Wenn Sie das nicht verlangt haben, tun Sie es sofort, und ändern Sie Ihr Passwort.

mail-deletion-cancelled = Ihr Konto wird nicht gelöscht
    .body = Die Löschung Ihres Kontos bei Careergraph wurde zurückgenommen. Ihr Konto wird nicht gelöscht.
    .after = Wenn Sie das nicht verlangt haben, fordern Sie sofort ein neues Passwort an: Damit enden alle Sitzungen.

mail-export-ready = Ihr Datenexport ist fertig
    .body = Der Datenexport Ihres Kontos bei Careergraph ist fertig. Melden Sie sich an, um ihn herunterzuladen; er wird bis { $until } aufbewahrt.
    .after = Wenn Sie ihn nicht verlangt haben, fordern Sie sofort ein neues Passwort an: Damit enden alle Sitzungen.

# Die letzte Zeile jeder Mail.
mail-footer = Diese Nachricht hat Careergraph automatisch verschickt; Antworten werden nicht gelesen.
