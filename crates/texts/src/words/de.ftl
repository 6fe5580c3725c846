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
