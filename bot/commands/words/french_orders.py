"""What French-speaking riders, Québec's first, ask for: every phrase by what it means; add to it freely."""

from bot.commands.lexeme import Sense
from bot.commands.words.meanings import Entry

ENTRIES: tuple[Entry, ...] = (
    (
        Sense.SUBSCRIBE,
        None,
        """
        s'abonner, sabonner, abonner, m'abonner, mabonner, abonne moi, abonne - moi, abonnez moi, abonnez - moi, abonne,
        abonnez, abonne - toi, je m'abonne, abonnement, inscrire, inscris moi, inscris - moi, inscrivez - moi,
        m'inscrire, s'inscrire, inscription, ajouter, ajoute, ajoutez, rajoute, suivre, suis, je veux suivre,
        je veux savoir quand, je veux savoir si, je voudrais savoir quand, je voudrais savoir si, avertis moi,
        avertis - moi, avertissez - moi, avise moi, avise - moi, avisez - moi, previens moi, previens - moi,
        prevenez - moi, prevenez moi, texte moi, texte - moi, textez - moi, dis moi quand, dis - moi quand, envoie moi,
        envoie - moi, envoyez - moi, envoyez moi, recevoir, notifie moi, notifie - moi, m'avertir, m'aviser,
        me prevenir, me texter, informe moi, informe - moi, informez - moi, tiens moi au courant,
        tiens - moi au courant, activer, active, peux tu me texter, peux - tu me texter, reabonner, me reabonner,
        abonez moi, abone moi
        """,
    ),
    # Any sentence may begin so: "I want to stop".
    (
        Sense.SUBSCRIBE,
        "wish",
        """
        je veux, je voudrais, j'aimerais, je souhaite, j'veux, donne moi, donne - moi, donnez - moi
        """,
    ),
    (
        Sense.STOP,
        None,
        """
        arreter de m'ecrire, arrete de m'ecrire, arreter de m'envoyer, arreter de me texter, arret, j'ai plus besoin,
        plus besoin, arrets, arrete, arretes, arreter, arretez, desabonner, desabonne, desabonnez, desabonnement,
        me desabonner, desabonne moi, desabonne - moi, desabonnez moi, desabonnez - moi, se desabonner, desinscrire,
        desinscription, desinscris - moi, me desinscrire, annuler, annule, annulez, cesser, cesse, cessez, fin, finir,
        arrete de m'envoyer, arretez de m'envoyer, arrete de me texter, arretez de me texter, arretez de m'ecrire,
        plus de, plus d, je ne veux plus, je veux plus, veux plus, ne veux plus, j'veux plus, je ne veux plus recevoir,
        ne m'envoyez plus, ne m'envoie plus, ne me textez plus, ne plus recevoir, je ne desire plus, je n'en veux plus,
        j'en veux plus, je n'en veux pas, assez de, stop stp, desactiver, desactive, finis, stoppe, stopper, stoppez,
        cessez de m'ecrire, cesse de m'ecrire, ne m'envoyez plus rien, ne m'envoie plus rien, ne me contactez plus,
        ne me contacte plus, ne me texte plus, ne m'ecris plus, je retire mon consentement, retirer mon consentement,
        je revoque mon consentement, revoquer mon consentement, des - abonner, se des - abonner, me des - abonner,
        desabonnes, arretez svp, j'arrete, resilier, desabonnner
        """,
    ),
    (
        Sense.REMOVE,
        None,
        """
        retirer, retire, retirez, supprimer, supprime, supprimez, enlever, enleve, enlevez, effacer, efface
        """,
    ),
    (
        Sense.WISH,
        None,
        """
        laissez - moi tranquille, laissez moi tranquille, laisse - moi tranquille, laisse moi tranquille, lache moi,
        retirez moi de la liste, retirez - moi de la liste, retirez - moi, retire - moi, enlevez - moi, enleve - moi,
        retirez mon numero, retire mon numero, enleve mon numero, enlevez mon numero, supprimez mon numero,
        effacez mon numero, vous avez le mauvais numero, c'est le mauvais numero, enlevez - moi de votre liste,
        retirez - moi de votre liste, enlevez moi de votre liste, retirez moi de votre liste, lachez moi, lachez - moi,
        lache - moi, fichez - moi la paix, fichez moi la paix, fiche moi la paix, fiche - moi la paix,
        foutez moi la paix, fous moi la paix, crissez moi patience, decrisse, enlevez moi, enlevez - moi de la liste,
        pas de texto, plus de texto, plus de message, plus de messages, plus de textos, pas de messages, pas de textos,
        pas d'alertes, pas de message, plus d'alertes, plus d'alerte, plus aucun message, ca suffit, arreter tout,
        arretez tout, arrete tout, tout arreter, fini les alertes, plus rien, mauvais numero, foutez - moi la paix,
        ne me derangez plus, n'ecrivez plus, ne m'ecrivez plus, arrete ca, arretez ca, supprimez - moi, supprime - moi,
        desabonner de tout, me desabonner de tout, annuler tout, tout annuler, pas interesse
        """,
    ),
    (
        Sense.STATUS,
        None,
        """
        etat, l'etat, etat de, etats, statut, statuts, le statut, quoi de neuf, quelles nouvelles, nouvelles, infos,
        info, que se passe - t - il, qu'est - ce qui se passe, qu'est ce qui se passe, que se passe t il, ca roule,
        retards, retard, en retard, y a - t - il des retards, y a t il des retards, il y a des retards, des retards,
        problemes, des problemes, un probleme, perturbations, quel est l'etat, c'est quoi le statut, ca va comment,
        comment ca va, des nouvelles, pannes, en panne, des perturbations, kessay qui se passe, situation,
        alertes en cours, verifier, verifie, renseignements
        """,
    ),
    (Sense.STATUS, "show", "montre, montre moi, montre - moi, montrez - moi"),
    (
        Sense.ASK,
        None,
        """
        ou est, ou sont, ou est rendu, ou est rendue, c'est ou, ya tu, est ce que, est - ce que, y a - t - il, y a t il,
        y a - tu, y a tu, y'a - tu, comment va, comment vont, quand, quel, quelle, quels, quelles, qu'est - ce qui,
        qu'est ce qui, qu'en est - il, c'est quoi, que, pourquoi le, pourquoi la, a quelle heure, il y a, y'a t il,
        roule - t - il, circule, roule, fonctionne, marche, marche - t - il, comment est
        """,
    ),
    (
        Sense.PAUSE,
        None,
        """
        pause, pauser, en pause, mettre en pause, mets en pause, mettez en pause, vacances, en vacances, suspendre,
        suspends, suspendez, conge, en conge, absent, absente, je suis en vacances, faire une pause, pause de,
        je pars en vacances
        """,
    ),
    (
        Sense.QUIET,
        None,
        """
        calme, heures calmes, heure calme, tranquille, heures tranquilles, ne pas deranger, silence, heures de silence,
        ne pas me deranger, mode silence, silencieux, mode silencieux, heures silencieuses, dormir, repos, pas deranger
        """,
    ),
    (
        Sense.QUIET_OFF,
        None,
        """
        calme non, calme off, pas de calme, fin du calme, fin des heures calmes, heures calmes non, plus de calme,
        heures calmes off, annuler calme, calme aucun, calme fin, silence non, silence off, arreter calme, arret calme,
        annuler les heures calmes, supprimer les heures calmes, enlever les heures calmes, plus d'heures calmes,
        arreter les heures calmes, retirer les heures calmes, pas d'heures calmes, calme arret
        """,
    ),
    (
        Sense.COMMANDS,
        None,
        """
        commandes, commande, menu, je comprends pas, je ne comprends pas, comprends pas, aide, aidez - moi, aidez moi,
        aide - moi, aide moi, a l'aide, comment ca marche, comment faire, comment ca fonctionne, que puis - je faire,
        que puis je faire, que puis - je ecrire, quelles sont les commandes, instructions, besoin d'aide,
        j'ai besoin d'aide, options, comment, mode d'emploi, comment on fait, quoi faire, comment je fais
        """,
    ),
    (Sense.GREETING, None, "bonjour, salut, allo, bonsoir, coucou, bon matin, rebonjour, hello, bonne journee"),
    (
        Sense.GREETING,
        "who",
        """
        qui etes - vous, qui etes vous, qui es - tu, qui es tu, c'est qui, c qui, c'est qui ca, c'est qui ce numero,
        c'est quoi ca, c'est quoi ce numero, c koi, c quoi, c'est quoi ce message, qu'est - ce que c'est, t'es qui,
        vous etes qui, tu es qui, qui est - ce, c'est quoi headway, c'est quoi cette affaire
        """,
    ),
    (
        Sense.COURTESY,
        None,
        """
        merci, merci beaucoup, merci bien, mille mercis, super, parfait, d'accord, daccord, ok, okay, genial, excellent,
        tres bien, bien recu, compris, bonne nuit, cool, c'est beau, c'est bon, au revoir, a bientot, entendu, de rien,
        formidable, je comprends, bravo, ok merci, ben merci, bien
        """,
    ),
    (
        Sense.SURE,
        None,
        """
        oui, sur, certain, certaine, oui oui, bien sur, ouais, ouin, absolument, confirmer, confirme, je confirme, sure,
        oui merci, je suis sur, je suis sure, evidemment, certainement, exact, oui svp, exactement, pourquoi pas,
        vas - y
        """,
    ),
    (
        Sense.DECLINE,
        None,
        """
        non, non merci, nan, jamais, pas du tout, laisse faire, laissez faire, oublie ca, oubliez ca, pas maintenant,
        aucun
        """,
    ),
    (
        Sense.LANGUAGE,
        "fr",
        """
        francais, en francais, francaise, parlez francais, parlez - vous francais, parle francais, langue francais,
        en francais svp, langue francaise, passer au francais, fr, je parle francais, parlez en francais
        """,
    ),
    (
        Sense.LANGUAGE,
        "en",
        """
        anglais, en anglais, anglaise, parlez anglais, parle anglais, langue anglais, langue anglaise,
        passer a l'anglais
        """,
    ),
    (
        Sense.LIST,
        None,
        """
        liste, ma liste, mes lignes, mes abonnements, abonnements, mes alertes, mes trajets, mes bus, mes circuits,
        mes autobus, mes parcours, lignes, a quoi suis - je abonne, chu abonne a quoi, abonne a quoi,
        a quoi je suis abonne, a quoi suis je abonne, je suis abonne a quoi, je recois quoi, qu'est - ce que je recois,
        qu'est - ce que j'ai, mon abonnement, mon compte, circuits, a quoi suis - je abonnee,
        quels sont mes abonnements, quelles sont mes lignes, quelles lignes, montre ma liste, afficher
        """,
    ),
    (
        Sense.MORE,
        None,
        """
        plus, suite, la suite, encore, plus svp, plus d'info, plus d'infos, plus d'informations, plus de details,
        details, continuer la lecture, en savoir plus, dis - m'en plus, lire la suite, davantage, et apres, voir plus,
        le reste, reste, suivant
        """,
    ),
    (
        Sense.RESUME,
        None,
        """
        reprendre, reprends, reprenez, continuer, continue, recommencer, recommence, fin de la pause, fin de pause,
        de retour, je suis de retour, reactiver, reactive, arreter la pause, annuler la pause, annuler pause, fin pause,
        finir la pause, reprise, pause fin, fin des vacances, fini la pause, retour
        """,
    ),
    (
        Sense.MUTE,
        None,
        """
        muet, sourdine, en sourdine, mettre en sourdine, ignorer, ignore, ignorez, tais - toi, tais toi, chut,
        pas celle - ci, ignorer ceci, ignore ca, assez, mode muet, mettre en muet, pas celui - ci, ignorer cette alerte
        """,
    ),
    (
        Sense.WHY,
        None,
        """
        pourquoi, pourquoi ca, pourquoi ce message, pourquoi moi, pour quoi, pk, pourquoi ce texto,
        pourquoi cette alerte, raison, pourquoi est - ce que je recois ca, pourquoi je recois ca,
        pourquoi ai - je recu ca, pourquoi ai - je recu ce message, pourquoi j'ai recu ca, pourquoi vous m'ecrivez,
        comment ca se fait, pourquoi j'ai recu ce message, expliquer, explique
        """,
    ),
    (
        Sense.FORGET,
        None,
        """
        oubliez - moi, oubliez moi, oublie moi, oublie - moi, m'oublier, efface mes donnees, effacez mes donnees,
        effacer mes donnees, supprimer mes donnees, supprimez mes donnees, supprime mes donnees, supprimer mon compte,
        supprimez mon compte, effacer mon compte, efface - moi, effacez - moi, supprimer mes informations,
        supprimer toutes mes donnees, oubliez mon numero
        """,
    ),
)
